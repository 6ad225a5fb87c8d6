Under the corporate policy whoever asks for stage 2 has it
Shows: F08, D02
Clauses: KC 4.3, LC 6
Policies: kingston-corporate-2025
Never: due Tue 24 Nov 2026: triage

Mon 2 Nov 2026 09:30  mail from Gareth Pugh <gareth@example.net>: Bins again
    My bins were not emptied again. I want to complain.
Tue 10 Nov 2026 10:00  officer r.patel for gareth@example.net
    /respond
    Decision: upheld
    Reasons: the lorry broke down
    Remedy: an apology
    Actions: none
Tue 17 Nov 2026 10:00  mail from Gareth Pugh <gareth@example.net>: Re: Your complaint
    (answers the response)
    Please take my complaint to stage 2.
Tue 17 Nov 2026 10:00  > changed: complaint, stage 2, open, with streets
Tue 17 Nov 2026 10:00  > due Tue 24 Nov 2026: acknowledge, stage 2
# Twenty working days from Tuesday 17 November.
Tue 17 Nov 2026 10:00  > due Tue 15 Dec 2026: respond, stage 2
Tue 17 Nov 2026 10:00  > acknowledgement to gareth@example.net
    says: Tuesday 15 December 2026
Tue 17 Nov 2026 12:00  the end
