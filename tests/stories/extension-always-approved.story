Under a policy whose head of service approves every extension, each needs an approver of that rank, and nobody goes beyond the limit
Shows: E05
Clauses: HC 6.4
Policies: housing-ombudsman-code-2024
Differs: stage1.approved_by = "head"
Differs: stage1.exceed = "nobody"
Every: extension, command reply

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /assign r.patel
Tue 3 Nov 2026 09:00  > command reply to r.patel@council.example
# Within the limit.
Thu 12 Nov 2026 10:00  officer r.patel for ada@example.org
    /extend 23 November
    Reason: the part is on order
Thu 12 Nov 2026 10:00  > command reply to r.patel@council.example
    says: Nothing was done
    says: only if a head or higher who does not handle the case approves
    says: Approver: …
Thu 12 Nov 2026 10:10  officer r.patel for ada@example.org
    /extend 23 November
    Reason: the part is on order
    Approver: j.okoro
Thu 12 Nov 2026 10:10  > command reply to r.patel@council.example
    says: a head or higher must
    says: Approver: …
    does not say: Approver: j.okoro
Thu 12 Nov 2026 10:20  officer r.patel for ada@example.org
    /extend 4 December
    Reason: the part is on order
    Approver: h.grant
Thu 12 Nov 2026 10:20  > command reply to r.patel@council.example
    says: Monday 30 November 2026 at most
    says: lets nobody approve a later day
Thu 12 Nov 2026 10:30  officer r.patel for ada@example.org
    /extend 23 November
    Reason: the part is on order
    Approver: h.grant
Thu 12 Nov 2026 10:30  > due Mon 23 Nov 2026: respond
Thu 12 Nov 2026 10:30  > command reply to r.patel@council.example
Thu 12 Nov 2026 10:30  > extension to ada@example.org
Thu 12 Nov 2026 12:00  the end
