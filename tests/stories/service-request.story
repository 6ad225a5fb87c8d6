A first request is no complaint and has no complaint's clock
Shows: A02, A04
Clauses: HC 1.3, HC 1.4, KC 2.0
Policies: kingston-corporate-2025
Every: due
Never: acknowledgement

Mon 2 Nov 2026 10:00  mail from Uma Begum <uma@example.net>: Street light
    Please can you fix the street light outside number 4?
Mon 2 Nov 2026 10:00  > case: service request, open, with streets
Mon 2 Nov 2026 10:00  > service request to uma@example.net
    says: complain
Mon 2 Nov 2026 12:00  the end
