A refused case that the Ombudsman gives back keeps the day on which it was first received
Shows: B11, B03
Clauses: KH 2.1, HC 2.4
Every: acknowledgement, missed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Thu 5 Nov 2026 11:00  officer r.patel for ada@example.org
    /decline
    Reason: the boiler belongs to the leaseholder
Thu 5 Nov 2026 11:00  > changed: complaint, stage 1, closed-refused, with repairs
Fri 13 Nov 2026 10:00  officer j.okoro for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Fri 13 Nov 2026 10:00  > command reply to j.okoro@council.example
    says: Nothing was done
    says: /reopen
Fri 13 Nov 2026 11:00  officer j.okoro for ada@example.org
    /reopen
    Reason: the Ombudsman told us to take it on
Fri 13 Nov 2026 11:00  > changed: complaint, stage 1, open, with repairs
Fri 13 Nov 2026 11:00  > due Mon 16 Nov 2026: respond
Fri 13 Nov 2026 11:00  > due Mon 9 Nov 2026: define
Fri 13 Nov 2026 11:00  > command reply to j.okoro@council.example
    says: Monday 16 November 2026
Fri 13 Nov 2026 11:00  > missed: define
Tue 17 Nov 2026 00:00  > missed: respond
Tue 17 Nov 2026 07:00  the end
