Medway's ten days more are calendar days
Shows: E05, E03
Clauses: ME 5.6.3, ME 5.6.4
Policies: medway-housing-2022
Every: extension, command reply

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > due Mon 16 Nov 2026: respond
# Ten days after Monday 16 November.
Thu 12 Nov 2026 10:00  officer r.patel for ada@example.org
    /assign r.patel
    /extend Friday 27 November
    Reason: the part is on order
Thu 12 Nov 2026 10:00  > command reply to r.patel@council.example
    says: Nothing was done
    says: Thursday 26 November 2026 at most
Thu 12 Nov 2026 10:05  officer r.patel for ada@example.org
    /extend Thursday 26 November
    Reason: the part is on order
Thu 12 Nov 2026 10:05  > due Thu 26 Nov 2026: respond
Thu 12 Nov 2026 10:05  > command reply to r.patel@council.example
Thu 12 Nov 2026 10:05  > extension to ada@example.org
    says: Thursday 26 November 2026
    says: the part is on order
    says: Housing Ombudsman Service
Thu 12 Nov 2026 12:00  the end
