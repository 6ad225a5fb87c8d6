After an outage an officer gets one digest for all cases, not a burst of chases
Shows: E09, E14
Clauses: HC 4.1
Every: reminder, chase, manager alert, digest

Thu 17 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 17 Dec 2026 10:10  mail from Peter Hale <p.hale@example.com>: Windows
    The window frames are rotten and nobody came. I want to complain.
Thu 17 Dec 2026 10:20  mail from Zoe Marsh <zoe@example.net>: Noise
    The boiler makes a noise and nobody mended it. I want to complain.
Mon 21 Dec 2026 08:30  > digest to repairs@council.example
Tue 22 Dec 2026 08:30  > digest to repairs@council.example
Wed 23 Dec 2026 08:00  > reminder to repairs@council.example
Wed 23 Dec 2026 08:00  > reminder to repairs@council.example
Wed 23 Dec 2026 08:00  > reminder to repairs@council.example
Wed 23 Dec 2026 08:30  > digest to repairs@council.example
Thu 24 Dec 2026 08:30  > digest to repairs@council.example
Tue 29 Dec 2026 08:00  > chase to repairs@council.example
Tue 29 Dec 2026 08:00  > chase to repairs@council.example
Tue 29 Dec 2026 08:00  > chase to repairs@council.example
Tue 29 Dec 2026 08:30  > digest to repairs@council.example
Tue 29 Dec 2026 12:00  nothing runs until Mon 11 Jan 2027 10:00
Mon 11 Jan 2027 10:00  > digest to repairs@council.example
    says: 6 overdue
    says: KH-2026-00001
    says: KH-2026-00002
    says: KH-2026-00003
Mon 11 Jan 2027 10:00  > digest to j.okoro@council.example
    says: 3 overdue
Mon 11 Jan 2027 18:00  the end
