A mail that contradicts itself comes back with every line of it, so that nothing has to be written again
Shows: B03
Clauses: HC 2.1
Never: response, refusal, extension

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 5 Nov 2026 10:00  officer r.patel for ada@example.org
    /assign r.patel

    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none

    /decline
    Reason: it is in court
    Ground: KH-X2
Thu 5 Nov 2026 10:00  > command reply to r.patel@council.example
    says: /respond and /decline contradict each other
    says: /assign r.patel
    says: Reasons: the part was late
    says: /decline
    says: Reason: it is in court
    says: Ground: KH-X2
# A holiday is no day to answer on.
Thu 5 Nov 2026 11:00  officer r.patel for ada@example.org
    /note rang her
    /extend Saturday 21 November
    Reason: the part is on order
Thu 5 Nov 2026 11:00  > command reply to r.patel@council.example
    says: Saturday 21 November 2026 is not a working day
    says: /note rang her
    says: /extend Friday 20 November 2026
Thu 5 Nov 2026 12:00  the end
