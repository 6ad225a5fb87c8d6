Where the council has given an address, a request for information is handed over at once
Shows: C01, C15
Clauses: KC 2.1.12
Policies: kingston-corporate-2025
Route: foi: foi@council.example
Every: due
Never: acknowledgement, assignment, triage

Mon 2 Nov 2026 10:00  mail from Rufus Hale <rufus@example.com>: Request
    Under the Freedom of Information Act please send me the contract for the sports hall.
Mon 2 Nov 2026 10:00  > case: other, closed-routed, with nobody
Mon 2 Nov 2026 10:00  > routed to rufus@example.com
    says: our information team
Mon 2 Nov 2026 10:00  > handover to foi@council.example
    says: the contract for the sports hall
    says: rufus@example.com
Mon 2 Nov 2026 12:00  the end
