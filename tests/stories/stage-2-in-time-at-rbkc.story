On the last of the twenty days a dissatisfied reply is stage 2
Shows: E12, E02, F08
Clauses: RB 3
Policies: rbkc-housing-management-2021
Never: due Mon 21 Dec 2026: triage

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 16 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Mon 14 Dec 2026 23:30  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. The boiler is still broken.
Mon 14 Dec 2026 23:30  > changed: complaint, stage 2, open, with repairs
Mon 14 Dec 2026 23:30  > due Mon 21 Dec 2026: acknowledge, stage 2
Mon 14 Dec 2026 23:30  > due Thu 14 Jan 2027: respond, stage 2
Mon 14 Dec 2026 23:30  > acknowledgement to ada@example.org
Mon 14 Dec 2026 23:59  the end
