Medway answers within ten working days of receipt
Shows: E03
Clauses: ME 5.1.5, ME 5.6.3
Policies: medway-housing-2022
Every: due, met

Mon 2 Nov 2026 16:45  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 16:45  > due Mon 9 Nov 2026: acknowledge
Mon 2 Nov 2026 16:45  > due Mon 16 Nov 2026: respond
Mon 2 Nov 2026 16:45  > acknowledgement to ada@example.org
    says: Monday 16 November 2026
    says: Housing Ombudsman
Mon 2 Nov 2026 16:45  > met: acknowledge
Mon 2 Nov 2026 16:45  > due Mon 9 Nov 2026: define
Tue 3 Nov 2026 12:00  the end
