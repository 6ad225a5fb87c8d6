One digest each working morning, with what is due and not with the story
Shows: E09, E10, G09
Clauses: HC 4.1, KH 9.0
Every: digest

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:05  mail from Peter Hale <p.hale@example.com>: Windows
    The window frames are rotten and nobody came. I want to complain.
Wed 4 Nov 2026 08:30  > digest to repairs@council.example
    says: the complaint definition, due by Monday 9 November 2026
Thu 5 Nov 2026 08:30  > digest to repairs@council.example
Fri 6 Nov 2026 08:30  > digest to repairs@council.example
Mon 9 Nov 2026 08:30  > digest to repairs@council.example
Tue 10 Nov 2026 08:30  > digest to repairs@council.example
Wed 11 Nov 2026 08:30  > digest to repairs@council.example
    says: 2 overdue, 2 to come
    says: KH-2026-00001: the full response, due by Monday 16 November 2026
    says: KH-2026-00002
    does not say: boiler
    does not say: Fenwick
Thu 12 Nov 2026 08:30  > digest to repairs@council.example
Fri 13 Nov 2026 08:30  > digest to repairs@council.example
Mon 16 Nov 2026 08:30  > digest to repairs@council.example
Tue 17 Nov 2026 08:30  > digest to repairs@council.example
    says: 4 overdue, 0 to come
Tue 17 Nov 2026 12:00  the end
