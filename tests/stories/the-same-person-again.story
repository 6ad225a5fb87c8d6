Whoever gets a case is told what the same person had before
Shows: B09
Clauses: KH 2.1.3, KC 2.1.3

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
    does not say: The same person before
Mon 2 Nov 2026 12:00  officer r.patel for ada@example.org: Boiler
    /respond
    Decision: upheld
    Reasons: nobody came
    Remedy: an apology
    Actions: none
Mon 2 Nov 2026 12:00  > response to ada@example.org
Mon 8 Feb 2027 10:00  mail from Ada Fenwick <ADA@example.org>: Missed visit in November
    In November nobody came to mend the boiler and nobody rang. I want to complain about that visit.
Mon 8 Feb 2027 10:00  > opened
Mon 8 Feb 2027 10:00  > assignment to repairs@council.example
    says: The same person before
    says: KH-2026-00001: complaint for repairs, received Monday 2 November 2026 (closed, answered)
Mon 8 Feb 2027 12:00  the end
