The ladder: reminders, the day itself, chases with the manager, then the head of service
Shows: E09
Clauses: HC 4.1, KH 8.0
Every: reminder, chase, manager alert, missed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
# Due on Monday 16 November: three working days before, one before, on the day.
Fri 6 Nov 2026 08:00  > reminder to repairs@council.example
Tue 10 Nov 2026 00:00  > missed: define
Tue 10 Nov 2026 08:00  > chase to repairs@council.example
Wed 11 Nov 2026 08:00  > reminder to repairs@council.example
    says: KH-2026-00001
    says: Monday 16 November 2026
    does not say: boiler
    does not say: Ada
Fri 13 Nov 2026 08:00  > reminder to repairs@council.example
Mon 16 Nov 2026 08:00  > reminder to repairs@council.example
Tue 17 Nov 2026 00:00  > missed: respond
# The day after, and then every two working days; the manager from the first on.
Tue 17 Nov 2026 08:00  > chase to repairs@council.example
    says: Overdue since Monday 16 November 2026
    does not say: boiler
Tue 17 Nov 2026 08:00  > manager alert to j.okoro@council.example
    says: Repairs
    does not say: boiler
Thu 19 Nov 2026 08:00  > chase to repairs@council.example
Thu 19 Nov 2026 08:00  > manager alert to j.okoro@council.example
# Five days late: the head of service too.
Mon 23 Nov 2026 08:00  > chase to repairs@council.example
Mon 23 Nov 2026 08:00  > manager alert to j.okoro@council.example
Mon 23 Nov 2026 08:00  > manager alert to h.grant@council.example
Mon 23 Nov 2026 12:00  the end
