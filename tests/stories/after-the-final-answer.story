After the final answer there is no third stage: a person looks at what comes
Shows: F04, F08
Clauses: KH 4.3, HC 6.20
Every: acknowledgement

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: not upheld
    Reasons: we came on the day
    Remedy: none
    Actions: none
Mon 23 Nov 2026 15:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. The boiler is still broken.
Mon 23 Nov 2026 15:00  > acknowledgement to ada@example.org
Fri 11 Dec 2026 10:00  officer j.okoro for ada@example.org
    /respond
    Decision: not upheld
    Reasons: we came on the day
    Remedy: none
    Actions: none
Mon 14 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. Please take my complaint further.
Mon 14 Dec 2026 10:00  > joined
Mon 14 Dec 2026 10:00  > changed: complaint, stage 2, open, with repairs
Mon 14 Dec 2026 10:00  > due Mon 21 Dec 2026: triage, stage 2
Mon 14 Dec 2026 12:00  the end
