At RBKC the answer is counted from receipt, so acknowledging moves nothing
Shows: E02
Clauses: RB 3, HC 6.2
Policies: rbkc-housing-management-2021
Every: due, met

Thu 17 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: acknowledge
Thu 17 Dec 2026 10:00  > due Tue 5 Jan 2027: respond
Thu 17 Dec 2026 10:00  > acknowledgement to ada@example.org
    says: Tuesday 5 January 2027
Thu 17 Dec 2026 10:00  > met: acknowledge
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: define
Fri 18 Dec 2026 12:00  the end
