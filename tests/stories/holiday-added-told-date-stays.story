A holiday that is added later does not move a date that the resident was told
Shows: E04
Clauses: KH 4.2
Every: due, reminder

Thu 17 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: acknowledge
Thu 17 Dec 2026 10:00  > due Tue 12 Jan 2027: respond
Thu 17 Dec 2026 10:00  > due Tue 5 Jan 2027: respond
# The answer stays due on 5 January; three working days before it are now the 29th, not the 30th.
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: define
Mon 21 Dec 2026 09:00  becomes a bank holiday: Wed 30 Dec 2026
Wed 23 Dec 2026 08:00  > reminder to repairs@council.example
Tue 29 Dec 2026 08:00  > reminder to repairs@council.example
Mon 4 Jan 2027 08:00  > reminder to repairs@council.example
Mon 4 Jan 2027 12:00  the end
