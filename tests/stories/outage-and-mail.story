Mail that came during an outage keeps its own date
Shows: E14, D01, A09
Clauses: HC 8.5, KH 4.2
Every: due

Fri 18 Dec 2026 17:00  nothing runs until Mon 21 Dec 2026 09:00
Fri 18 Dec 2026 20:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
# Acknowledged on Monday: ten working days from there; the acknowledgement was due five after Friday.
Mon 21 Dec 2026 09:00  > opened
Mon 21 Dec 2026 09:00  > due Tue 29 Dec 2026: acknowledge
Mon 21 Dec 2026 09:00  > due Wed 13 Jan 2027: respond
Mon 21 Dec 2026 09:00  > acknowledgement to ada@example.org
    says: Friday 18 December 2026
    says: Thursday 7 January 2027
Mon 21 Dec 2026 09:00  > due Thu 7 Jan 2027: respond
Mon 21 Dec 2026 09:00  > due Tue 29 Dec 2026: define
Mon 21 Dec 2026 12:00  the end
