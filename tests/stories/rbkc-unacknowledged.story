At RBKC an acknowledgement that never arrives does not move the answer
Shows: E02, D01
Clauses: RB 3
Policies: rbkc-housing-management-2021
Refused: ada@example.org
Every: due, met, missed

Thu 17 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: acknowledge
Thu 17 Dec 2026 10:00  > due Tue 5 Jan 2027: respond
# A person must reach the resident in another way.
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: notify
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: define
Fri 25 Dec 2026 00:00  > missed: acknowledge
Fri 25 Dec 2026 00:00  > missed: notify
Fri 25 Dec 2026 00:00  > missed: define
Wed 6 Jan 2027 00:00  > missed: respond
Wed 6 Jan 2027 12:00  the end
