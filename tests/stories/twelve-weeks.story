Twelve weeks after receipt a manager is warned that both stages take too long
Shows: E13
Clauses: LC guide 15
Policies: kingston-corporate-2025

Mon 2 Nov 2026 09:30  mail from Gareth Pugh <gareth@example.net>: Bins again
    My bins were not emptied again. I want to complain.
# Twelve weeks from Monday 2 November.
Mon 25 Jan 2027 08:30  > alert: both stages
    says: KC-2026-00001
Mon 25 Jan 2027 12:00  the end
