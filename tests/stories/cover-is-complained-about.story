Nobody gets a complaint about themselves by covering for a colleague
Shows: F02
Clauses: KH 4.2, HC 5.8
Cover: r.patel by t.lund
Never: new message to t.lund@council.example, assignment to t.lund@council.example, reminder to t.lund@council.example

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler, and Mr Lund was rude to me. I want to complain.
Mon 2 Nov 2026 10:30  officer j.okoro for ada@example.org
    /assign r.patel
Mon 2 Nov 2026 10:30  > assignment to r.patel@council.example
Tue 3 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the acknowledgement)
    And the radiator in the hall leaks too.
Tue 3 Nov 2026 10:00  > new message to r.patel@council.example
Fri 6 Nov 2026 08:00  > reminder to r.patel@council.example
Mon 9 Nov 2026 12:00  the end
