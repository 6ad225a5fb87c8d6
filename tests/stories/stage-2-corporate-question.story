Under the corporate policy a reply that only complains is put before a person; the clock runs from the reply
Shows: F08, D02, E01
Clauses: KC 4.3
Policies: kingston-corporate-2025
Every: acknowledgement

Mon 2 Nov 2026 09:30  mail from Gareth Pugh <gareth@example.net>: Bins again
    My bins were not emptied again. I want to complain.
Mon 2 Nov 2026 09:30  > acknowledgement to gareth@example.net
Tue 10 Nov 2026 10:00  officer t.lund for gareth@example.net
    /respond
    Decision: upheld
    Reasons: the lorry broke down
    Remedy: an apology
    Actions: none
Tue 10 Nov 2026 10:00  > changed: complaint, stage 1, closed-answered, with streets
Tue 17 Nov 2026 10:00  mail from Gareth Pugh <gareth@example.net>: Re: Your complaint
    (answers the response)
    My bins were not emptied again today. This is unacceptable.
Tue 17 Nov 2026 10:00  > joined
Tue 17 Nov 2026 10:00  > changed: complaint, stage 1, open, with streets
Tue 17 Nov 2026 10:00  > due Tue 24 Nov 2026: triage
Tue 17 Nov 2026 10:00  > triage to t.lund@council.example
    says: is that a request for stage 2?
# He rang: it was one. It was asked for on Tuesday 17 November.
Thu 19 Nov 2026 10:00  officer j.okoro for gareth@example.net
    /escalate
Thu 19 Nov 2026 10:00  > changed: complaint, stage 2, open, with streets
Thu 19 Nov 2026 10:00  > due Tue 24 Nov 2026: acknowledge, stage 2
Thu 19 Nov 2026 10:00  > acknowledgement to gareth@example.net
    says: Stage: 2 of 2
    says: Thursday 17 December 2026
    says: Local Government and Social Care Ombudsman
Thu 19 Nov 2026 10:00  > due Thu 17 Dec 2026: respond, stage 2
Thu 19 Nov 2026 12:00  the end
