A minute before midnight on the Saturday before a bank holiday Monday
Shows: E04, D01
Clauses: KH 4.2
Every: due

# Saturday, Sunday and the Summer bank holiday do not count: day 0 is Tuesday 1 September.
Sat 29 Aug 2026 23:59  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Sat 29 Aug 2026 23:59  > due Tue 8 Sep 2026: acknowledge
Sat 29 Aug 2026 23:59  > due Tue 22 Sep 2026: respond
Sat 29 Aug 2026 23:59  > acknowledgement to ada@example.org
    says: Tuesday 15 September 2026
    says: Saturday 29 August 2026
Sat 29 Aug 2026 23:59  > due Tue 15 Sep 2026: respond
Sat 29 Aug 2026 23:59  > due Tue 8 Sep 2026: define
Sun 30 Aug 2026 12:00  the end
