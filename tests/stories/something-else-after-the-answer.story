A resident whose complaint was answered complains of something else in the same thread: a complaint of its own, and no stage 2
Shows: A11
Clauses: HC 6.8
Policies: kingston-housing-landlord-2024
Every: acknowledgement, response

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler although I rang twice. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: nobody came
    Remedy: an apology
    Actions: none
Tue 3 Nov 2026 10:00  > response to ada@example.org
Mon 9 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Boiler
    (answers the response)
    Thank you for mending the boiler. I want to make a new complaint about something else: the
    lift in our block has been out of order for six weeks although I rang twice.
Mon 9 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
Mon 9 Nov 2026 10:00  > acknowledgement to ada@example.org
    does not say: our first answer did not settle
Mon 9 Nov 2026 12:00  the end
