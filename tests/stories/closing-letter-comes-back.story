A closing letter that did not arrive is told otherwise, and then the case is over again
Shows: B05, C03
Clauses: HC 5.11
Every: update

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /close
    Reason: your landlord is another council
Tue 3 Nov 2026 10:00  > update to ada@example.org
Tue 3 Nov 2026 10:10  bounce of the update to ada@example.org
Tue 3 Nov 2026 10:10  > changed: complaint, stage 1, open, with repairs
Tue 3 Nov 2026 10:10  > due Tue 10 Nov 2026: notify
Wed 4 Nov 2026 10:00  officer r.patel for ada@example.org
    /told rang Ms Fenwick
Wed 4 Nov 2026 10:00  > met: notify
Wed 4 Nov 2026 10:00  > changed: complaint, stage 1, closed, with repairs
Wed 4 Nov 2026 12:00  the end
