Where a claim is made, no offer goes out without legal advice
Shows: C14
Clauses: ME 5.10.9, ME 5.11.2
Policies: medway-housing-2022

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler and my ceiling came down. I want to complain, and I have put in an insurance
    claim against you for my furniture.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
    says: insurance claim
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
    says: take legal advice before any offer
    says: ME-X4
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /route insurance
Tue 3 Nov 2026 10:00  > routed to ada@example.org
    says: our insurance team
Tue 3 Nov 2026 10:10  officer r.patel for ada@example.org
    /hold
    Reason: a claim may follow
# The complaint itself goes on.
Tue 17 Nov 2026 00:00  > missed: respond
Tue 17 Nov 2026 07:00  the end
