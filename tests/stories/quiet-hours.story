Nobody is reminded at night, at the weekend or on a bank holiday
Shows: E09
Clauses: HC 4.1
Every: reminder, chase, manager alert, digest

# Received on Christmas Eve at six in the evening: answered to the resident at once.
Thu 24 Dec 2026 18:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 24 Dec 2026 18:00  > acknowledgement to ada@example.org
    says: Tuesday 12 January 2027
Thu 24 Dec 2026 18:00  > assignment to repairs@council.example
Wed 30 Dec 2026 08:30  > digest to repairs@council.example
Thu 31 Dec 2026 08:30  > digest to repairs@council.example
Mon 4 Jan 2027 08:00  > reminder to repairs@council.example
Mon 4 Jan 2027 08:30  > digest to repairs@council.example
Tue 5 Jan 2027 08:30  > digest to repairs@council.example
Wed 6 Jan 2027 08:00  > chase to repairs@council.example
Wed 6 Jan 2027 08:30  > digest to repairs@council.example
Thu 7 Jan 2027 08:00  > reminder to repairs@council.example
Thu 7 Jan 2027 08:30  > digest to repairs@council.example
Fri 8 Jan 2027 08:30  > digest to repairs@council.example
Mon 11 Jan 2027 08:00  > reminder to repairs@council.example
Mon 11 Jan 2027 08:30  > digest to repairs@council.example
Mon 11 Jan 2027 12:00  the end
