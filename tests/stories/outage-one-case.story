After an outage there is one chase, not all that were missed
Shows: E09, E14
Clauses: HC 4.1, HC 8.5
Every: reminder, chase, manager alert, digest, missed

Thu 17 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
# The answer is due on 5 January.
Mon 21 Dec 2026 08:30  > digest to repairs@council.example
Tue 22 Dec 2026 08:30  > digest to repairs@council.example
Wed 23 Dec 2026 08:00  > reminder to repairs@council.example
Wed 23 Dec 2026 08:30  > digest to repairs@council.example
Thu 24 Dec 2026 08:30  > digest to repairs@council.example
Fri 25 Dec 2026 00:00  > missed: define
Tue 29 Dec 2026 08:00  > chase to repairs@council.example
Tue 29 Dec 2026 08:30  > digest to repairs@council.example
Tue 29 Dec 2026 12:00  nothing runs until Mon 11 Jan 2027 10:00
Mon 11 Jan 2027 10:00  > missed: respond
Mon 11 Jan 2027 10:00  > chase to repairs@council.example
    says: Overdue since Tuesday 5 January 2027
Mon 11 Jan 2027 10:00  > manager alert to j.okoro@council.example
Mon 11 Jan 2027 10:00  > digest to repairs@council.example
# And then the ladder goes on.
Tue 12 Jan 2027 08:00  > chase to repairs@council.example
Tue 12 Jan 2027 08:00  > manager alert to j.okoro@council.example
Tue 12 Jan 2027 08:00  > manager alert to h.grant@council.example
Tue 12 Jan 2027 08:10  the end
