A request for one's data inside a complaint is a record of its own, and both go on
Shows: C02, C15
Clauses: RB 17
Policies: rbkc-housing-management-2021
Every: case, acknowledgement, routed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain. And let me read my tenancy file.
Mon 2 Nov 2026 10:00  > RB-2026-00001 case: complaint, stage 1, open, with repairs
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /split other the tenancy file: a subject access request
Tue 3 Nov 2026 10:00  > RB-2026-00002 case: other, open, with repairs
Tue 3 Nov 2026 10:00  > RB-2026-00002 due Tue 10 Nov 2026: triage
Tue 3 Nov 2026 10:00  > RB-2026-00002 assignment to repairs@council.example
    says: it was split off from RB-2026-00001
Tue 3 Nov 2026 12:00  the end
