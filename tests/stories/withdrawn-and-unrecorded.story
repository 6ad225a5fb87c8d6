Nobody records that a complaint was taken back: its clock goes on
Shows: B03, E09
Clauses: KH 2.1
Every: missed, changed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Wed 4 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the acknowledgement)
    I would like to withdraw my complaint.
Wed 4 Nov 2026 10:00  > changed: complaint, stage 1, open, with repairs
Tue 10 Nov 2026 00:00  > missed: define
Thu 12 Nov 2026 00:00  > missed: triage
Tue 17 Nov 2026 00:00  > missed: respond
Fri 27 Nov 2026 12:00  the end
