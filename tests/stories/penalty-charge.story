A penalty charge is challenged elsewhere: the sender is told where and in what time
Shows: C08, C15
Clauses: KC 2.1.9
Policies: kingston-corporate-2025
Never: acknowledgement

Mon 2 Nov 2026 10:00  mail from Gareth Pugh <gareth@example.net>: My car
    I challenge the above Penalty Charge Notice.
Mon 2 Nov 2026 10:00  > opened
Mon 2 Nov 2026 10:00  > routed to gareth@example.net
    says: our parking team
    says: in the time that it gives
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: notify
Mon 2 Nov 2026 12:00  the end
