At stage 2 the complaint is defined anew, however well it was at stage 1
Shows: D04, D02
Clauses: HC 5.6, HC 5.7
Every: define

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /define
    Definition: the boiler is broken and nobody came
    Outcome: a boiler that works
    Responsible: we are responsible for all of it
Tue 3 Nov 2026 09:00  > met: define
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Mon 23 Nov 2026 15:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. The boiler is still broken.
Mon 23 Nov 2026 15:00  > due Mon 30 Nov 2026: define, stage 2
Thu 26 Nov 2026 09:00  officer j.okoro for ada@example.org
    /define
    Definition: the boiler is still broken after the first answer
    Outcome: a new boiler
    Responsible: we are responsible for all of it
Thu 26 Nov 2026 09:00  > met: define, stage 2
Thu 26 Nov 2026 09:00  > definition to ada@example.org
    says: Stage: 2 of 2
    says: the boiler is still broken after the first answer
    says: Monday 21 December 2026
Thu 26 Nov 2026 12:00  the end
