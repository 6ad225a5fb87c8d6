Danger that a later mail tells of shortens the ladder from then on
Shows: E10, C05
Clauses: HC 6.1
Every: reminder, urgent alert

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 22:15  mail from Ada Fenwick <ada@example.org>: Re: Boiler
    (answers the acknowledgement)
    Now there is a smell of gas in the kitchen.
Tue 3 Nov 2026 22:15  > joined
Tue 3 Nov 2026 22:15  > changed: complaint, stage 1, open, with repairs
Tue 3 Nov 2026 22:15  > urgent alert to duty.manager@council.example
Fri 6 Nov 2026 08:00  > reminder to repairs@council.example
Mon 9 Nov 2026 08:00  > reminder to repairs@council.example
Wed 11 Nov 2026 08:00  > reminder to repairs@council.example
Thu 12 Nov 2026 08:00  > reminder to repairs@council.example
Thu 12 Nov 2026 12:00  the end
