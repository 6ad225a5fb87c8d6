A smell of gas on a Sunday night is told at once
Shows: C05
Clauses: KH 4.1, HC 6.1
Every: urgent alert

Sun 8 Nov 2026 03:00  mail from Tom Ellery <tom@example.org>: Smell
    There is a strong smell of gas in the stairwell. Can someone come please.
Sun 8 Nov 2026 03:00  > urgent alert to duty.manager@council.example
    says: urgent hazard
Sun 8 Nov 2026 03:00  > alert: urgent
Sun 8 Nov 2026 03:00  > service request to tom@example.org
Sun 8 Nov 2026 12:00  the end
