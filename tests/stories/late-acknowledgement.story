An acknowledgement that is late does not lengthen the wait
Shows: D01, E01
Clauses: KH 4.2, HC 6.3
Every: due, met, missed

# Five working days of outage and more: the acknowledgement was due on Monday 9 November.
Mon 2 Nov 2026 09:00  nothing runs until Thu 12 Nov 2026 09:00
Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 12 Nov 2026 09:00  > due Mon 9 Nov 2026: acknowledge
# Ten days from the 9th, not from the 12th.
Thu 12 Nov 2026 09:00  > due Mon 23 Nov 2026: respond
Thu 12 Nov 2026 09:00  > acknowledgement to ada@example.org
    says: Monday 23 November 2026
Thu 12 Nov 2026 09:00  > missed: acknowledge
Thu 12 Nov 2026 09:00  > met: acknowledge
Thu 12 Nov 2026 09:00  > due Mon 9 Nov 2026: define
Thu 12 Nov 2026 09:00  > missed: define
Thu 12 Nov 2026 12:00  the end
