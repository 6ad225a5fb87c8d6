Words before the parts of an answer are kept, and the officer knows that the resident does not have them
Shows: F03
Clauses: HC 6.9

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Dear Ms Fenwick, I was sorry to read this.
    Decision: upheld
    Reasons: nobody came, and somebody should have
    Remedy: an apology
    Actions: none
Tue 3 Nov 2026 10:00  > command reply to r.patel@council.example
    says: kept as a note and is in no letter
Tue 3 Nov 2026 10:00  > response to ada@example.org
    says: nobody came, and somebody should have
    does not say: I was sorry to read this
Tue 3 Nov 2026 12:00  the end
