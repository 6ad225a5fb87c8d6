The definition has two points, and the answer needs a decision on each
Shows: D04, D06, F05
Clauses: HC 5.6, HC 5.7, HC 6.7, KH 4.2
Every: acknowledgement, definition, response, command reply

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Wed 4 Nov 2026 11:00  officer r.patel for ada@example.org
    /ack
    Definition: 1. The boiler has not worked since October.
    2. Nobody came on the two days that were agreed.
    Outcome: heating before the winter
    Responsible: we are responsible for the boiler, the gas company for the supply
Wed 4 Nov 2026 11:00  > met: define
Wed 4 Nov 2026 11:00  > command reply to r.patel@council.example
Wed 4 Nov 2026 11:00  > definition to ada@example.org
    says: 1. The boiler has not worked since October.
    says: 2. Nobody came on the two days that were agreed.
    says: heating before the winter
    says: the gas company for the supply
    says: Monday 16 November 2026
Tue 10 Nov 2026 09:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was ordered late
    Remedy: an apology
    Actions: none
Tue 10 Nov 2026 09:00  > command reply to r.patel@council.example
    says: Nothing was done
    says: the definition has 2 points
    says: Reasons: the part was ordered late
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld: the part was ordered late
    not upheld: we came on both days and nobody was in
    Reasons: our repairs standard promises five days for heating in winter
    Remedy: an apology and £50
    Actions: none
Tue 10 Nov 2026 10:00  > met: respond
Tue 10 Nov 2026 10:00  > command reply to r.patel@council.example
Tue 10 Nov 2026 10:00  > response to ada@example.org
    says: 1. upheld: the part was ordered late
    says: 2. not upheld: we came on both days and nobody was in
Tue 10 Nov 2026 12:00  the end
