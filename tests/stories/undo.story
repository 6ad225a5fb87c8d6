An action is taken back while nothing of it has left
Shows: G10
Clauses: RB 17
Every: command reply, changed, extension

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /occurred 1 May 2024
Tue 3 Nov 2026 10:00  > changed: complaint, stage 1, open, with repairs
    says: over 12 months
Tue 3 Nov 2026 10:00  > command reply to r.patel@council.example
Tue 3 Nov 2026 10:05  officer j.okoro for ada@example.org
    /undo
Tue 3 Nov 2026 10:05  > command reply to j.okoro@council.example
    says: Nothing was done
Tue 3 Nov 2026 10:10  officer r.patel for ada@example.org
    /undo
Tue 3 Nov 2026 10:10  > changed: complaint, stage 1, open, with repairs
    does not say: over 12 months
Tue 3 Nov 2026 10:10  > command reply to r.patel@council.example
    says: taken back: /occurred
Thu 12 Nov 2026 10:00  officer r.patel for ada@example.org
    /extend 23 November
    Reason: the part is on order
Thu 12 Nov 2026 10:00  > due Mon 23 Nov 2026: respond
Thu 12 Nov 2026 10:00  > command reply to r.patel@council.example
Thu 12 Nov 2026 10:00  > extension to ada@example.org
Thu 12 Nov 2026 10:05  officer r.patel for ada@example.org
    /undo
Thu 12 Nov 2026 10:05  > command reply to r.patel@council.example
    says: a letter of it has left already
Mon 23 Nov 2026 12:00  the end
