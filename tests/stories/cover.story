Whoever covers for an officer gets the officer's mail too and answers the case
Shows: E09
Clauses: HC 4.1
Cover: r.patel by t.lund
Every: assignment, new message, reminder, changed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
Mon 2 Nov 2026 10:30  officer j.okoro for ada@example.org
    /assign r.patel
Mon 2 Nov 2026 10:30  > changed: complaint, stage 1, open, with r.patel
Mon 2 Nov 2026 10:30  > assignment to r.patel@council.example
Mon 2 Nov 2026 10:30  > assignment to t.lund@council.example
Tue 3 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the acknowledgement)
    And the radiator in the hall leaks too.
Tue 3 Nov 2026 10:00  > new message to r.patel@council.example
Tue 3 Nov 2026 10:00  > new message to t.lund@council.example
    says: radiator
Fri 6 Nov 2026 08:00  > reminder to r.patel@council.example
Fri 6 Nov 2026 08:00  > reminder to t.lund@council.example
Fri 6 Nov 2026 08:30  > digest to r.patel@council.example
Fri 6 Nov 2026 08:30  > digest to t.lund@council.example
    says: KH-2026-00001: the complaint definition
Fri 6 Nov 2026 11:00  officer t.lund for ada@example.org
    /define
    Definition: nobody came to mend the boiler
    Outcome: a visit
    Responsible: the council, for its boilers
Fri 6 Nov 2026 11:00  > met: define
Fri 6 Nov 2026 11:00  > definition to ada@example.org
# The case stays the officer's.
Tue 10 Nov 2026 12:00  the end
