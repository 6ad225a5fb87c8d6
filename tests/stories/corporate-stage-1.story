A complaint about the bins goes under the corporate policy
Shows: D01, D03, E01
Clauses: KC 4.2, KC 5.0
Policies: kingston-corporate-2025
Every: due, met

Mon 2 Nov 2026 09:30  mail from Gareth Pugh <gareth@example.net>: Bins again
    My bins were not emptied again. I want to complain.
Mon 2 Nov 2026 09:30  > case: complaint, stage 1, open, with streets
Mon 2 Nov 2026 09:30  > due Mon 9 Nov 2026: acknowledge
Mon 2 Nov 2026 09:30  > due Mon 23 Nov 2026: respond
Mon 2 Nov 2026 09:30  > acknowledgement to gareth@example.net
    says: KC-2026-00001
    says: Monday 16 November 2026
    says: Local Government and Social Care Ombudsman
    does not say: Housing Ombudsman
Mon 2 Nov 2026 09:30  > met: acknowledge
Mon 2 Nov 2026 09:30  > due Mon 16 Nov 2026: respond
Mon 2 Nov 2026 09:30  > due Mon 9 Nov 2026: define
Wed 4 Nov 2026 12:00  the end
