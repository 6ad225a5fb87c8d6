A holiday that is added later moves the dates that nobody was told
Shows: E04
Clauses: KH 4.2
Refused: ada@example.org
Every: due

Thu 17 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: acknowledge
Thu 17 Dec 2026 10:00  > due Tue 12 Jan 2027: respond
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: notify
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: define
Mon 21 Dec 2026 09:00  becomes a bank holiday: Wed 30 Dec 2026
Mon 21 Dec 2026 09:00  > due Wed 13 Jan 2027: respond
Mon 21 Dec 2026 12:00  the end
