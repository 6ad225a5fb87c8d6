The same words twice are one complaint and one letter
Shows: D09
Clauses: KH 4.2
Every: acknowledgement, case

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Tue 3 Nov 2026 09:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  > joined
Tue 3 Nov 2026 09:00  > new message to repairs@council.example
Tue 3 Nov 2026 12:00  the end
