Dissatisfaction with a request opens a complaint beside it, and the request goes on
Shows: A02, A03
Clauses: KC 2.0, HC 1.5
Policies: kingston-corporate-2025
Every: case, due, acknowledgement, changed

Mon 2 Nov 2026 10:00  mail from Uma Begum <uma@example.net>: Street light
    Please can you fix the street light outside number 4?
Mon 2 Nov 2026 10:00  > KC-2026-00001 case: service request, open, with streets
Mon 2 Nov 2026 10:00  > service request to uma@example.net
Thu 12 Nov 2026 21:00  mail from Uma Begum <uma@example.net>: Re: Your request
    (answers the service request)
    I asked you ten days ago and nobody came. It is still dark. I want to complain.
Thu 12 Nov 2026 21:00  > opened
Thu 12 Nov 2026 21:00  > KC-2026-00002 case: complaint, stage 1, open, with streets
Thu 12 Nov 2026 21:00  > KC-2026-00002 due Thu 19 Nov 2026: acknowledge
Thu 12 Nov 2026 21:00  > KC-2026-00002 due Thu 3 Dec 2026: respond
Thu 12 Nov 2026 21:00  > KC-2026-00002 acknowledgement to uma@example.net
    says: Thursday 26 November 2026
Thu 12 Nov 2026 21:00  > KC-2026-00002 due Thu 26 Nov 2026: respond
Thu 12 Nov 2026 21:00  > KC-2026-00002 due Thu 19 Nov 2026: define
Thu 12 Nov 2026 22:00  the end
