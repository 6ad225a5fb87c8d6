Whoever is offered to complain and says yes has a complaint from that day
Shows: A04
Clauses: KC 2.0, HC 1.3
Policies: kingston-corporate-2025
Every: case, acknowledgement

Mon 2 Nov 2026 10:00  mail from Uma Begum <uma@example.net>: Street light
    Please can you fix the street light outside number 4?
Mon 2 Nov 2026 10:00  > KC-2026-00001 case: service request, open, with streets
Mon 2 Nov 2026 10:00  > service request to uma@example.net
    says: you meant this as a complaint, just answer this email and say so
Tue 3 Nov 2026 10:00  mail from Uma Begum <uma@example.net>: Re: Your request
    (answers the service request)
    Yes, I want to complain. This is unacceptable.
Tue 3 Nov 2026 10:00  > KC-2026-00002 case: complaint, stage 1, open, with streets
Tue 3 Nov 2026 10:00  > KC-2026-00002 acknowledgement to uma@example.net
    says: Tuesday 17 November 2026
Tue 3 Nov 2026 12:00  the end
