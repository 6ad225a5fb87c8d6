An extension after the day has passed is told to the resident, and the day stays missed
Shows: E07, E06
Clauses: KH 4.2, HC 6.5
Every: missed, extension

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /define
    Definition: the boiler is broken and nobody came
    Outcome: a boiler that works
    Responsible: we are responsible for all of it
Tue 17 Nov 2026 00:00  > missed: respond
Tue 17 Nov 2026 09:00  officer r.patel for ada@example.org
    /extend Monday 23 November
    Reason: the part was lost in the post
Tue 17 Nov 2026 09:00  > due Mon 23 Nov 2026: respond
Tue 17 Nov 2026 09:00  > command reply to r.patel@council.example
    says: already passed
Tue 17 Nov 2026 09:00  > extension to ada@example.org
    says: Monday 23 November 2026
Tue 24 Nov 2026 00:00  > missed: respond
Tue 24 Nov 2026 07:00  the end
