An officer's words that come twice, from a telephone and from a desk, are sent once
Shows: D09, F06
Clauses: HC 5.9
Every: update, response, definition, extension

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /update The part is on its way.
    We come on Thursday.
Tue 3 Nov 2026 10:00  > update to ada@example.org
# The other program folds the line elsewhere.
Tue 3 Nov 2026 10:04  officer r.patel for ada@example.org
    /update The part is on its way. We come on Thursday.
Tue 3 Nov 2026 10:04  > command reply to r.patel@council.example
    says: /update with the same words came from you before, at 10:00, and is done
    says: nothing was done or sent a second time
Tue 3 Nov 2026 11:00  officer r.patel for ada@example.org
    /extend Wednesday 18 November
    Reason: the part is late
Tue 3 Nov 2026 11:00  > extension to ada@example.org
Tue 3 Nov 2026 11:01  officer r.patel for ada@example.org
    /extend Wednesday 18 November
    Reason: the part is late
    /note she was told on the telephone as well
Tue 3 Nov 2026 11:01  > command reply to r.patel@council.example
    says: /extend with the same words came from you before, at 11:00
    says: noted
# An hour later it is meant.
Tue 3 Nov 2026 12:30  officer r.patel for ada@example.org
    /update The part is on its way. We come on Thursday.
Tue 3 Nov 2026 12:30  > update to ada@example.org
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: 1. upheld
    Reasons: the part was late
    Remedy: a new boiler
    Actions: 2026-11-17 r.patel put in the new boiler
Tue 10 Nov 2026 10:00  > response to ada@example.org
    says: 1. upheld
    does not say: 1. 1.
Tue 10 Nov 2026 10:03  officer r.patel for ada@example.org
    /respond
    Decision: 1. upheld
    Reasons: the part was late
    Remedy: a new boiler
    Actions: 2026-11-17 r.patel put in the new boiler
Tue 10 Nov 2026 10:03  > command reply to r.patel@council.example
    says: /respond with the same words came from you before, at 10:00
Tue 10 Nov 2026 12:00  the end
