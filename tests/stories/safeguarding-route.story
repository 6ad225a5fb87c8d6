A safeguarding concern reaches a person at once and is never closed by itself
Shows: C05
Clauses: KH 4.1, KC 4.1, HC 6.1
Rule: other safeguarding: thin and alone in the yard
Route: safeguarding: safeguarding@council.example
Never: changed

Sat 7 Nov 2026 21:00  mail from Zoe Marsh <zoe@example.net>: The boy at number 9
    The boy at number 9 looks thin and alone in the yard every evening.
Sat 7 Nov 2026 21:00  > case: other, open, with nobody
    says: safeguarding
Sat 7 Nov 2026 21:00  > urgent alert to duty.manager@council.example
    says: thin and alone in the yard
Sat 7 Nov 2026 21:00  > routed to zoe@example.net
    says: www.kingston.gov.uk/supporting-safeguarding-children/concerned-child
    says: please call 999
Sat 7 Nov 2026 21:00  > handover to safeguarding@council.example
# Sunday and Saturday are no working days: Monday 9 November is the first, day 0.
Sat 7 Nov 2026 21:00  > due Mon 16 Nov 2026: triage
Sat 7 Nov 2026 23:00  the end
