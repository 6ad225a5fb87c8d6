A new point joins the open stage 1; after the answer a person gives it a case with its own clock
Shows: A11
Clauses: HC 6.8
Every: case, response

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > KH-2026-00001 case: complaint, stage 1, open, with repairs
Wed 4 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the acknowledgement)
    Your plumber also left a mess in the hall.
Wed 4 Nov 2026 10:00  > KH-2026-00001 joined
Wed 4 Nov 2026 10:00  > new message to repairs@council.example
    says: left a mess in the hall
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Tue 10 Nov 2026 10:00  > response to ada@example.org
Mon 23 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    Please can you also fix the window in the kitchen?
Mon 23 Nov 2026 10:00  > KH-2026-00001 joined
Mon 23 Nov 2026 10:00  > KH-2026-00001 changed: complaint, stage 1, open, with repairs
Mon 23 Nov 2026 10:00  > KH-2026-00001 due Mon 30 Nov 2026: triage
Tue 24 Nov 2026 10:00  officer t.lund for ada@example.org
    /split complaint the window in the kitchen
    /close
    Reason: answered; the new point has a case of its own
Tue 24 Nov 2026 10:00  > KH-2026-00001 changed: complaint, stage 1, closed, with repairs
Tue 24 Nov 2026 10:00  > KH-2026-00002 case: complaint, stage 1, open, with repairs
# Received on Monday 23 November, acknowledged on the 24th.
Tue 24 Nov 2026 10:00  > KH-2026-00002 due Mon 30 Nov 2026: acknowledge
Tue 24 Nov 2026 10:00  > KH-2026-00002 due Tue 8 Dec 2026: respond
Tue 24 Nov 2026 10:00  > KH-2026-00002 acknowledgement to ada@example.org
    says: fix the window in the kitchen
    says: Tuesday 8 December 2026
Tue 24 Nov 2026 12:00  the end
