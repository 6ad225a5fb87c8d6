A restriction has a reason and an end that is looked at again; mail is still taken in and answered
Shows: C13
Clauses: KH 6.0, HC 5.14, HC 5.15, ME 5.10.6
Every: command reply, missed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer j.okoro for ada@example.org
    /restrict 30 November
Tue 3 Nov 2026 09:00  > command reply to j.okoro@council.example
    says: "Reason:" is missing
Tue 3 Nov 2026 09:10  officer j.okoro for ada@example.org
    /restrict Monday 30 November
    Reason: 40 calls a day; she may write once a week, and a named officer answers
Tue 3 Nov 2026 09:10  > command reply to j.okoro@council.example
    says: Monday 30 November 2026
Tue 3 Nov 2026 09:10  > due Mon 30 Nov 2026: review
Wed 4 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Boiler
    (answers the acknowledgement)
    It is still cold.
Wed 4 Nov 2026 10:00  > joined
Wed 4 Nov 2026 10:00  > new message to repairs@council.example
Tue 10 Nov 2026 00:00  > missed: define
Tue 17 Nov 2026 00:00  > missed: respond
Fri 27 Nov 2026 08:00  > reminder to repairs@council.example
    says: a review
Mon 30 Nov 2026 08:00  > reminder to repairs@council.example
    says: a review
Tue 1 Dec 2026 00:00  > missed: review
Tue 1 Dec 2026 07:00  the end
