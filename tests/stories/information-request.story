A request for information goes to its team; the sender is told, and passing it on is a duty
Shows: C01, C15
Clauses: KC 2.1.12
Policies: kingston-corporate-2025
Never: handover, acknowledgement

Mon 2 Nov 2026 10:00  mail from Rufus Hale <rufus@example.com>: Request
    Under the Freedom of Information Act please send me the contract for the sports hall.
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: notify
Mon 2 Nov 2026 10:00  > routed to rufus@example.com
    says: our information team
    says: FOI@Kingston.gov.uk
    says: within 20 working days
Tue 3 Nov 2026 10:00  officer t.lund for rufus@example.com
    /told forwarded to the information team
Tue 3 Nov 2026 10:00  > met: notify
Tue 3 Nov 2026 10:00  > changed: other, closed-routed, with nobody
Tue 3 Nov 2026 12:00  the end
