What is unclear is asked about, and the answer comes to whoever asked
Shows: D05, D04
Clauses: HC 5.6
Every: update, definition, new message, due

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: acknowledge
Mon 2 Nov 2026 10:00  > due Mon 23 Nov 2026: respond
Mon 2 Nov 2026 10:00  > due Mon 16 Nov 2026: respond
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: define
Tue 3 Nov 2026 09:00  officer j.okoro for ada@example.org
    /assign r.patel
Tue 3 Nov 2026 11:00  officer r.patel for ada@example.org
    /ask Is it the boiler in your flat, or the one for the whole block?
Tue 3 Nov 2026 11:00  > update to ada@example.org
    says: Is it the boiler in your flat, or the one for the whole block?
    says: KH-2026-00001
    says: Monday 16 November 2026
Thu 5 Nov 2026 20:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the update)
    It is the one in my flat.
Thu 5 Nov 2026 20:00  > joined
Thu 5 Nov 2026 20:00  > new message to r.patel@council.example
    says: It is the one in my flat.
Fri 6 Nov 2026 09:00  officer r.patel for ada@example.org
    /define
    Definition: the boiler in the flat is broken and nobody came
    Outcome: a boiler that works
    Responsible: we are responsible for all of it
Fri 6 Nov 2026 09:00  > met: define
Fri 6 Nov 2026 09:00  > definition to ada@example.org
    says: the boiler in the flat is broken and nobody came
Fri 6 Nov 2026 12:00  the end
