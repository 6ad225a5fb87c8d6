Half past midnight in summer is the next day in London, whatever the clock of the mail says
Shows: E04
Clauses: KH 4.2
Every: due

Wed 1 Jul 2026 00:30  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Wed 1 Jul 2026 00:30  > due Wed 8 Jul 2026: acknowledge
Wed 1 Jul 2026 00:30  > due Wed 22 Jul 2026: respond
Wed 1 Jul 2026 00:30  > due Wed 15 Jul 2026: respond
Wed 1 Jul 2026 00:30  > due Wed 8 Jul 2026: define
Wed 1 Jul 2026 12:00  the end
