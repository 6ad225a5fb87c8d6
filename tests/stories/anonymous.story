A mail without a sender is kept and decided by a person; nobody is written to
Shows: A12, A16
Clauses: KH 4.1, KC 4.1, RB 10
Never: acknowledgement, receipt

Mon 2 Nov 2026 10:00  mail from <>: Lift
    The lift at Alder Court has been broken for weeks and nobody came. I won't say who I am.
Mon 2 Nov 2026 10:00  > held
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: triage
Mon 2 Nov 2026 10:00  > triage to t.lund@council.example
    says: The lift at Alder Court
Tue 10 Nov 2026 00:00  > missed: triage
Tue 10 Nov 2026 12:00  the end
