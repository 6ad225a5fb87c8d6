Whoever has the answer, or took the complaint back, gets no closing letter
Shows: B03
Clauses: HC 6.9
Every: update, response

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 11:00  mail from Ben Marsh <ben@example.org>: Lift
    The lift has been broken for weeks and nobody answers. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: Friday 20 November r.patel fit the pump
Tue 3 Nov 2026 10:00  > KH-2026-00001 response to ada@example.org
Wed 4 Nov 2026 10:00  officer r.patel for ada@example.org
    /close
    Reason: she has a new boiler already
Wed 4 Nov 2026 10:00  > KH-2026-00001 changed: complaint, stage 1, closed, with repairs
Wed 4 Nov 2026 11:00  officer r.patel for ben@example.org
    /withdrawn
Wed 4 Nov 2026 11:00  > KH-2026-00002 changed: complaint, stage 1, closed-withdrawn, with repairs
Thu 5 Nov 2026 12:00  the end
