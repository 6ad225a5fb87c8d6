Danger to someone shortens the ladder
Shows: E10, C05
Clauses: HC 6.1
Every: reminder, chase, manager alert

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Wires
    There are bare wires in the kitchen and nobody came to mend them. I want to complain.
Mon 2 Nov 2026 10:00  > urgent alert to duty.manager@council.example
# Five, three, two and one working days before Monday 16 November, and the manager on the day itself.
Fri 6 Nov 2026 08:00  > reminder to repairs@council.example
Mon 9 Nov 2026 08:00  > reminder to repairs@council.example
Tue 10 Nov 2026 08:00  > chase to repairs@council.example
Wed 11 Nov 2026 08:00  > reminder to repairs@council.example
Thu 12 Nov 2026 08:00  > reminder to repairs@council.example
Fri 13 Nov 2026 08:00  > reminder to repairs@council.example
Mon 16 Nov 2026 08:00  > reminder to repairs@council.example
Mon 16 Nov 2026 08:00  > manager alert to j.okoro@council.example
Tue 17 Nov 2026 08:00  > chase to repairs@council.example
Tue 17 Nov 2026 08:00  > manager alert to j.okoro@council.example
# The head of service after two days, not five.
Wed 18 Nov 2026 08:00  > chase to repairs@council.example
Wed 18 Nov 2026 08:00  > manager alert to j.okoro@council.example
Wed 18 Nov 2026 08:00  > manager alert to h.grant@council.example
Wed 18 Nov 2026 12:00  the end
