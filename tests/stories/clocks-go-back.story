When the clocks go back, eight in the morning stays eight in the morning
Shows: E04, E09
Clauses: HC 4.1
Every: reminder, missed, chase

# The clocks go back on Sunday 25 October; the answer is due on the 29th.
Thu 15 Oct 2026 11:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Wed 21 Oct 2026 08:00  > reminder to repairs@council.example
Fri 23 Oct 2026 00:00  > missed: define
Fri 23 Oct 2026 08:00  > chase to repairs@council.example
Mon 26 Oct 2026 08:00  > reminder to repairs@council.example
Wed 28 Oct 2026 08:00  > reminder to repairs@council.example
Thu 29 Oct 2026 08:00  > reminder to repairs@council.example
Fri 30 Oct 2026 00:00  > missed: respond
Fri 30 Oct 2026 08:00  > chase to repairs@council.example
Fri 30 Oct 2026 12:00  the end
