Two actions that contradict each other: none of them is done
Shows: B03
Clauses: HC 2.1
Every: command reply, changed
Never: response, refusal, definition

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 5 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none

    /decline
    Reason: it is in court
Thu 5 Nov 2026 10:00  > command reply to r.patel@council.example
    says: Nothing was done
    says: /respond and /decline contradict each other
# One that can't be done takes the others with it.
Thu 5 Nov 2026 11:00  officer r.patel for ada@example.org
    /assign r.patel
    /define
    Definition: the boiler
Thu 5 Nov 2026 11:00  > command reply to r.patel@council.example
    says: Nothing was done
    says: "Outcome:" is missing
    says: "Responsible:" is missing
Thu 5 Nov 2026 12:00  the end
