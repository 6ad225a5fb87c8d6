Dissatisfaction in a survey is no complaint, but the person is told how to complain
Shows: A05
Clauses: KH 2.0, KC 2.0, HC 1.6
Never: acknowledgement
Every: due

Mon 2 Nov 2026 10:00  mail from Peter Hale <p.hale@example.com>: Survey answer
    Survey answer: How satisfied are you with your home? Not very.
Mon 2 Nov 2026 10:00  > opened
Mon 2 Nov 2026 10:00  > case: comment, closed-noted, with nobody
    says: survey
Mon 2 Nov 2026 10:00  > thanks to p.hale@example.com
    says: We will then log a complaint
Mon 2 Nov 2026 12:00  the end
