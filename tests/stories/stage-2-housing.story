Under the housing policy a dissatisfied reply is stage 2, answered finally by another person
Shows: D02, E01, F01, F04, F08
Clauses: KH 4.3, KH 5.0, HC 6.10, HC 6.12, HC 6.13, HC 6.14, HC 6.19
Every: acknowledgement, response, case

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Tue 3 Nov 2026 09:00  officer j.okoro for ada@example.org
    /assign r.patel
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology and £50
    Actions: none
Tue 10 Nov 2026 10:00  > response to ada@example.org
# Asked for on Monday 23 November: five working days to acknowledge, twenty to answer.
Mon 23 Nov 2026 15:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. The boiler is still broken.
Mon 23 Nov 2026 15:00  > joined
Mon 23 Nov 2026 15:00  > KH-2026-00001 changed: complaint, stage 2, open, with repairs
Mon 23 Nov 2026 15:00  > due Mon 30 Nov 2026: acknowledge, stage 2
Mon 23 Nov 2026 15:00  > due Mon 30 Nov 2026: define, stage 2
Mon 23 Nov 2026 15:00  > due Mon 30 Nov 2026: assign, stage 2
    says: KH 4.3
    does not say: KH 4.2
Mon 23 Nov 2026 15:00  > acknowledgement to ada@example.org
    says: KH-2026-00001
    says: Stage: 2 of 2
    says: Monday 21 December 2026
    says: Housing Ombudsman Service
    says: The boiler is still broken.
Mon 23 Nov 2026 15:00  > met: acknowledge, stage 2
Mon 23 Nov 2026 15:00  > due Mon 21 Dec 2026: respond, stage 2
Mon 23 Nov 2026 15:00  > triage to j.okoro@council.example
    says: another person
Wed 25 Nov 2026 10:00  officer r.patel for ada@example.org
    /assign r.patel
Wed 25 Nov 2026 10:00  > command reply to r.patel@council.example
    says: Nothing was done
    says: another person
Wed 25 Nov 2026 10:30  officer r.patel for ada@example.org
    /respond
    Decision: not upheld
    Reasons: we said so before
    Remedy: none
    Actions: none
Wed 25 Nov 2026 10:30  > command reply to r.patel@council.example
    says: Nothing was done
Wed 25 Nov 2026 11:00  officer j.okoro for ada@example.org
    /assign j.okoro
Wed 25 Nov 2026 11:00  > met: assign, stage 2
Wed 25 Nov 2026 11:00  > assignment to j.okoro@council.example
    says: The boiler is still broken.
Fri 11 Dec 2026 10:00  officer j.okoro for ada@example.org
    /respond
    Decision: upheld
    Reasons: the second part was wrong as well
    Remedy: a new boiler and £200
    Actions: none
Fri 11 Dec 2026 10:00  > met: respond, stage 2
Fri 11 Dec 2026 10:00  > changed: complaint, stage 2, closed-answered, with j.okoro
Fri 11 Dec 2026 10:00  > response to ada@example.org
    says: stage 2 of 2
    says: the second part was wrong as well
    says: This is our final answer.
    says: Housing Ombudsman Service
    says: PO Box 1484, Unit D, Preston PR2 0ET
Fri 11 Dec 2026 12:00  the end
