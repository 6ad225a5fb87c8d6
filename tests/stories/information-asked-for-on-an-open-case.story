A request for information from somebody who has a complaint here joins it, and whoever holds the case is told where it belongs
Shows: C01, C02
Clauses: RB 17, KC 2.1.12
Policies: kingston-corporate-2025
Every: new message, case

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Bins
    Nobody came to empty my bin for the third week. I want to complain.
Mon 2 Nov 2026 10:00  > KC-2026-00001 case: complaint, stage 1, open, with streets
Tue 3 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the acknowledgement)
    Under the Freedom of Information Act please send me the number of missed collections in my road last year.
Tue 3 Nov 2026 10:00  > new message to streets@council.example
    says: foi: information that we hold; dealt with by our information team
    says: send /split other
Tue 3 Nov 2026 12:00  the end
