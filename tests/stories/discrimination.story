Alleged discrimination: what can be decided and who advises is told, and nothing of it stands in a subject
Shows: C11
Clauses: KH 11, KC 11
Every: acknowledgement, assignment

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler because of my disability. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
    says: Your complaint KH-2026-00001: what happens next
    says: Only a court can decide if the Equality Act was broken.
    says: The Equality Advisory and Support Service
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
    says: [KH-2026-00001] New complaint for repairs: answer by Monday 16 November 2026
Mon 2 Nov 2026 12:00  the end
