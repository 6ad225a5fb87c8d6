Whoever was asked to give stage 2 to somebody is reminded of it, not the team that dealt with stage 1
Shows: F08
Clauses: KH 4.3, HC 6.13
Every: triage

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer j.okoro for ada@example.org
    /assign r.patel
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology and £50
    Actions: none
Mon 23 Nov 2026 15:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. The boiler is still broken.
Mon 23 Nov 2026 15:00  > due Mon 30 Nov 2026: assign, stage 2
Mon 23 Nov 2026 15:00  > triage to j.okoro@council.example
    says: manager or higher
Mon 30 Nov 2026 08:00  > reminder to j.okoro@council.example
Tue 1 Dec 2026 08:00  > chase to j.okoro@council.example
Tue 1 Dec 2026 12:00  the end
