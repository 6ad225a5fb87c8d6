An answer to our letter joins its case and goes to whoever holds it
Shows: A11, G01
Clauses: HC 6.8
Every: acknowledgement, case, due

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: acknowledge
Mon 2 Nov 2026 10:00  > due Mon 23 Nov 2026: respond
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Mon 2 Nov 2026 10:00  > due Mon 16 Nov 2026: respond
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: define
Wed 4 Nov 2026 19:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the acknowledgement)
    And the radiator in the hall leaks too.
Wed 4 Nov 2026 19:00  > joined
Wed 4 Nov 2026 19:00  > new message to repairs@council.example
    says: radiator
Wed 4 Nov 2026 20:00  the end
