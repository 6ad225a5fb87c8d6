A person settles which policy it is; the day of receipt and what was promised stay
Shows: A14
Clauses: KC 4.4, KH 1.0
Policies: kingston-housing-landlord-2024, kingston-corporate-2025
Every: acknowledgement, response

Mon 2 Nov 2026 12:00  mail from Ines Ward <ines@example.com>: No answer
    I want to complain. Nobody ever answers my letters.
Mon 2 Nov 2026 12:00  > KH-2026-00001 acknowledgement to ines@example.com
    says: Housing Ombudsman
    says: Local Government and Social Care Ombudsman
Mon 2 Nov 2026 12:00  > due Mon 9 Nov 2026: triage
Wed 4 Nov 2026 10:00  officer t.lund for ines@example.com
    /policy kingston-corporate-2025
Wed 4 Nov 2026 10:00  > met: triage
Wed 4 Nov 2026 10:00  > changed: complaint, stage 1, open, with nobody
    says: kingston-corporate-2025
Wed 4 Nov 2026 10:00  > command reply to t.lund@council.example
    says: Monday 16 November 2026
Thu 12 Nov 2026 10:00  officer t.lund for ines@example.com
    /respond
    Decision: upheld
    Reasons: her letters lay with a colleague who is away
    Remedy: an apology
    Actions: none
Thu 12 Nov 2026 10:00  > response to ines@example.com
    says: Local Government and Social Care Ombudsman
    does not say: Housing Ombudsman Service
Thu 12 Nov 2026 12:00  the end
