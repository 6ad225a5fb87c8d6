Help names what can be written on this case: officers, kinds, routes, grounds; a ground that is none or too many decisions are answered with the list
Shows: B04, B06, F05
Clauses: HC 2.1, HC 6.7, HC 8.1
Never: refusal, response

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. Mr Grant hung up on me. I want to complain.
Thu 5 Nov 2026 10:00  officer r.patel for ada@example.org
    /help
Thu 5 Nov 2026 10:00  > command reply to r.patel@council.example
    says: j.okoro (J. Okoro)
    does not say: h.grant (H. Grant)
    says: Approver: OFFICER-ID, only where the policy wants one
    says: policy_complaint
    says: data_breach: how we handled personal information
    says: KH-X2: legal proceedings
    says: kingston-housing-landlord-2024
Thu 5 Nov 2026 10:10  officer r.patel for ada@example.org
    /decline
    Reason: she is rude
    Ground: KH-X99
Thu 5 Nov 2026 10:10  > command reply to r.patel@council.example
    says: Nothing was done
    says: no exclusion KH-X99
    says: KH-X1
    says: Ground: other
Thu 5 Nov 2026 10:20  officer r.patel for ada@example.org
    /define
    Definition: 1. the boiler
    2. the telephone call
    Outcome: warmth
    Responsible: all of it
Thu 5 Nov 2026 10:30  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    upheld
    not upheld
    Reasons: it was late
    Remedy: an apology
    Actions: none
Thu 5 Nov 2026 10:30  > command reply to r.patel@council.example
    says: Nothing was done
    says: the definition has 2 points and the decision 3 lines
    says: 1. the boiler; 2. the telephone call
Thu 5 Nov 2026 12:00  the end
