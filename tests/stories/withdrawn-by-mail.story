A resident who takes the complaint back by mail closes nothing: a person records it
Shows: B03, G01
Clauses: KH 2.1, HC 5.12
Every: changed, missed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Wed 4 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the acknowledgement)
    I would like to withdraw my complaint.
Wed 4 Nov 2026 10:00  > joined
Wed 4 Nov 2026 10:00  > changed: complaint, stage 1, open, with repairs
    says: withdrawal
Wed 4 Nov 2026 10:00  > due Wed 11 Nov 2026: triage
Wed 4 Nov 2026 10:00  > triage to t.lund@council.example
    says: /withdrawn records that
Thu 5 Nov 2026 10:00  officer t.lund for ada@example.org
    Rang her: the boiler works again.

    /withdrawn
Thu 5 Nov 2026 10:00  > withdrawn: respond
Thu 5 Nov 2026 10:00  > withdrawn: define
Thu 5 Nov 2026 10:00  > withdrawn: triage
Thu 5 Nov 2026 10:00  > changed: complaint, stage 1, closed-withdrawn, with repairs
Wed 18 Nov 2026 12:00  the end
