A complaint is refused by a named person with reasons, and never without
Shows: B03, B05, B06
Clauses: KH 2.1, HC 2.4
Every: refusal, command reply, missed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 5 Nov 2026 10:00  officer r.patel for ada@example.org
    /decline
    Ground: KH-X3
Thu 5 Nov 2026 10:00  > command reply to r.patel@council.example
    says: Nothing was done
    says: "Reason:" is missing
    says: Ground: KH-X3
Thu 5 Nov 2026 11:00  officer r.patel for ada@example.org
    /decline
    Ground: KH-X3
    Reason: we answered exactly this at both stages in March
Thu 5 Nov 2026 11:00  > command reply to r.patel@council.example
Thu 5 Nov 2026 11:00  > refusal to ada@example.org
    says: we answered exactly this at both stages in March
    says: already considered under the policy (KH 2.1.3)
    says: Decided by R. Patel.
    says: You can ask the Ombudsman to look at this decision.
    says: Housing Ombudsman Service
    says: 0300 111 3000
Thu 5 Nov 2026 11:00  > withdrawn: respond
Thu 5 Nov 2026 11:00  > withdrawn: define
Thu 5 Nov 2026 11:00  > changed: complaint, stage 1, closed-refused, with repairs
Wed 18 Nov 2026 12:00  the end
