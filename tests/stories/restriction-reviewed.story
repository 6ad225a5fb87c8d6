An answered case stays until its restriction was looked at again, and is over then
Shows: C13
Clauses: HC 5.14, HC 5.15
Every: changed, missed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:10  officer j.okoro for ada@example.org
    /restrict Monday 30 November
    Reason: 40 calls a day; she may write once a week
Tue 3 Nov 2026 09:10  > command reply to j.okoro@council.example
    says: /done review
Tue 10 Nov 2026 00:00  > missed: define
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Tue 10 Nov 2026 10:00  > changed: complaint, stage 1, answered, with repairs
Fri 27 Nov 2026 08:00  > reminder to repairs@council.example
    says: a review
Fri 27 Nov 2026 10:00  officer j.okoro for ada@example.org
    /done review
Fri 27 Nov 2026 10:00  > met: review
Fri 27 Nov 2026 10:00  > changed: complaint, stage 1, closed-answered, with repairs
Fri 27 Nov 2026 10:10  officer j.okoro for ada@example.org
    /done review
Fri 27 Nov 2026 10:10  > command reply to j.okoro@council.example
    says: nothing is to be reviewed
Tue 1 Dec 2026 12:00  the end
