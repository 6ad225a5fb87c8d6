What another procedure waits for is not forgotten when the complaint is acknowledged and answered
Shows: C02, C15
Clauses: RB 17
Every: met

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain. I want a copy of my file as well.
Mon 2 Nov 2026 10:00  > met: acknowledge
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /route sar
Tue 3 Nov 2026 10:00  > command reply to r.patel@council.example
    says: pass this on to
    says: /done route
Tue 3 Nov 2026 10:00  > due Tue 10 Nov 2026: notify
    says: no address for the route sar is known
# What the resident is told is not that it was passed on.
Tue 3 Nov 2026 11:00  officer r.patel for ada@example.org
    /told rang Ms Fenwick and said that we look into it
Tue 3 Nov 2026 11:00  > command reply to r.patel@council.example
    says: Still to be done: pass this on to
Wed 4 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: a new boiler
    Actions: none
Wed 4 Nov 2026 10:00  > met: respond
Wed 4 Nov 2026 10:00  > changed: complaint, stage 1, answered, with repairs
Wed 11 Nov 2026 08:00  > chase to t.lund@council.example
    says: no address for the route sar is known
Wed 11 Nov 2026 09:00  officer t.lund for ada@example.org
    /done route
Wed 11 Nov 2026 09:00  > met: notify
Wed 11 Nov 2026 09:00  > changed: complaint, stage 1, closed-answered, with repairs
Wed 11 Nov 2026 12:00  the end
