One mailbox, two policies, two Ombudsmen
Shows: A14, D03
Clauses: KC 4.4, KH 5.0, KC 5.0
Policies: kingston-housing-landlord-2024, kingston-corporate-2025

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > KH-2026-00001 acknowledgement to ada@example.org
    says: Housing Ombudsman
    does not say: Local Government and Social Care Ombudsman
Mon 2 Nov 2026 11:00  mail from Gareth Pugh <gareth@example.net>: Bins again
    My bins were not emptied again. I want to complain.
Mon 2 Nov 2026 11:00  > KC-2026-00001 acknowledgement to gareth@example.net
    says: Local Government and Social Care Ombudsman
    does not say: Housing Ombudsman
# It could be either: acknowledged under the housing policy, with both Ombudsmen, and a person settles it.
Mon 2 Nov 2026 12:00  mail from Ines Ward <ines@example.com>: No answer
    I want to complain. Nobody ever answers my letters.
Mon 2 Nov 2026 12:00  > KH-2026-00002 acknowledgement to ines@example.com
    says: Housing Ombudsman
    says: Local Government and Social Care Ombudsman
Mon 2 Nov 2026 12:00  > KH-2026-00002 due Mon 9 Nov 2026: triage
Mon 2 Nov 2026 12:30  the end
