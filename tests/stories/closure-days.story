A council that closes between Christmas and New Year counts no day of it
Shows: E04
Clauses: KH 4.2
Closed: Tue 29 Dec 2026, Wed 30 Dec 2026, Thu 31 Dec 2026
Every: due

Thu 17 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: acknowledge
Thu 17 Dec 2026 10:00  > due Fri 15 Jan 2027: respond
Thu 17 Dec 2026 10:00  > acknowledgement to ada@example.org
    says: Friday 8 January 2027
Thu 17 Dec 2026 10:00  > due Fri 8 Jan 2027: respond
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: define
Fri 18 Dec 2026 12:00  the end
