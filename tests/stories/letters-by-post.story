Whoever is written to by post gets no mail: each letter is a task until a person has done it
Shows: D10, F07, G02
Clauses: KH 3.0, HC 5.10, ME 5.6.6
Never: response, missed
Every: acknowledgement

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Wed 4 Nov 2026 10:00  officer r.patel for ada@example.org
    /adjust write by post, in large print
Wed 4 Nov 2026 10:00  > command reply to r.patel@council.example
    says: not written to by e-mail any more
# Looked at again after six months.
Wed 4 Nov 2026 10:00  > due Tue 4 May 2027: review
Thu 5 Nov 2026 10:00  officer r.patel for ada@example.org
    /define
    Definition: the boiler is broken and nobody came
    Outcome: a boiler that works
    Responsible: we are responsible for all of it
Thu 5 Nov 2026 10:00  > met: define
Thu 5 Nov 2026 10:00  > due Thu 12 Nov 2026: notify
Fri 6 Nov 2026 10:00  officer r.patel for ada@example.org
    /told posted the definition to her in large print
Fri 6 Nov 2026 10:00  > met: notify
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Tue 10 Nov 2026 10:00  > command reply to r.patel@council.example
    says: /told
Tue 10 Nov 2026 10:00  > due Tue 17 Nov 2026: notify
Wed 11 Nov 2026 10:00  officer r.patel for ada@example.org
    /told posted the answer to her in large print
Wed 11 Nov 2026 10:00  > met: notify
Wed 11 Nov 2026 10:00  > met: respond
Wed 11 Nov 2026 10:00  > changed: complaint, stage 1, closed-answered, with repairs
Wed 11 Nov 2026 12:00  the end
