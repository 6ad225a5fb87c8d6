An acknowledgement that an outage made late is a breach of its own
Shows: E14, D01
Clauses: HC 8.5, KH 4.2, HC 6.2
Every: missed, met

Mon 11 Jan 2027 08:00  nothing runs until Wed 20 Jan 2027 12:00
Mon 11 Jan 2027 08:30  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Wed 20 Jan 2027 12:00  > due Mon 18 Jan 2027: acknowledge
Wed 20 Jan 2027 12:00  > missed: acknowledge
Wed 20 Jan 2027 12:00  > met: acknowledge
Wed 20 Jan 2027 12:00  > missed: define
# What is done in the first second after a day is late as well.
Wed 20 Jan 2027 13:00  officer r.patel for ada@example.org
    /define
    Definition: no boiler
    Outcome: a boiler
    Responsible: all of it
Wed 20 Jan 2027 13:00  > met: define
Tue 2 Feb 2027 00:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Tue 2 Feb 2027 00:00  > missed: respond
Tue 2 Feb 2027 00:00  > met: respond
Tue 2 Feb 2027 07:00  the end
