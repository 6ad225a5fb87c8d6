A policy can set an end that nobody may pass, however high the approver
Shows: E05
Clauses: HC 6.4
Policies: housing-ombudsman-code-2024
Differs: stage1.extend_at_most = { working_days = 20, clause = "1" }
Every: extension, command reply

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /assign r.patel
Tue 3 Nov 2026 09:00  > command reply to r.patel@council.example
# Due on 16 November; ten working days more without anybody, twenty at most.
Thu 12 Nov 2026 10:00  officer r.patel for ada@example.org
    /extend 15 December
    Reason: the part is on order
    Approver: h.grant
Thu 12 Nov 2026 10:00  > command reply to r.patel@council.example
    says: Monday 14 December 2026 at most, whoever approves it
Thu 12 Nov 2026 10:10  officer r.patel for ada@example.org
    /extend 14 December
    Reason: the part is on order
    Approver: h.grant
Thu 12 Nov 2026 10:10  > due Mon 14 Dec 2026: respond
Thu 12 Nov 2026 10:10  > command reply to r.patel@council.example
Thu 12 Nov 2026 10:10  > extension to ada@example.org
Thu 12 Nov 2026 12:00  the end
