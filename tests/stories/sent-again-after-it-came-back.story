Words of an officer that came back may be sent again at once
Shows: D09
Clauses: HC 5.9

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /update The part is on its way.
Tue 3 Nov 2026 10:00  > update to ada@example.org
Tue 3 Nov 2026 10:02  bounce of the update to ada@example.org
Tue 3 Nov 2026 10:02  > delivery failed to repairs@council.example
    says: - telling the resident by other means, due by
Tue 3 Nov 2026 10:10  officer r.patel for ada@example.org
    /update The part is on its way.
Tue 3 Nov 2026 10:10  > update to ada@example.org
Tue 3 Nov 2026 12:00  the end
