A complaint a week before Christmas is counted over the holidays
Shows: D01, E01, E04
Clauses: KH 4.2, HC 6.2, HC 6.3
Every: due, met, missed

# 18, 21, 22, 23, 24 December. While nothing is acknowledged the answer is due ten days after that.
Thu 17 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 17 Dec 2026 10:00  > opened
Thu 17 Dec 2026 10:00  > case: complaint, stage 1, open, with repairs
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: acknowledge
Thu 17 Dec 2026 10:00  > due Tue 12 Jan 2027: respond
Thu 17 Dec 2026 10:00  > acknowledgement to ada@example.org
    says: KH-2026-00001
    says: Tuesday 5 January 2027
Thu 17 Dec 2026 10:00  > met: acknowledge
Thu 17 Dec 2026 10:00  > due Tue 5 Jan 2027: respond
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: define
Fri 25 Dec 2026 00:00  > missed: define
Wed 6 Jan 2027 00:00  > missed: respond
Fri 15 Jan 2027 12:00  the end
