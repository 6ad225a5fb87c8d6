The escalation is declined by a person with reasons: the answer before stands, and the Ombudsman is named
Shows: F09, E03, B06
Clauses: ME 5.10.2, ME 5.7.3, HC 5.11
Policies: medway-housing-2022
Every: refusal, command reply

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 9 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Mon 9 Nov 2026 10:00  > command reply to r.patel@council.example
Tue 10 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. The boiler is still broken.
# Ten working days from receipt at stage 2 as well.
Tue 10 Nov 2026 10:00  > due Tue 17 Nov 2026: acknowledge, stage 2
Tue 10 Nov 2026 10:00  > due Tue 24 Nov 2026: respond, stage 2
Tue 10 Nov 2026 10:00  > acknowledgement to ada@example.org
    says: Tuesday 24 November 2026
Thu 12 Nov 2026 10:00  officer j.okoro for ada@example.org
    /decline
Thu 12 Nov 2026 10:00  > command reply to j.okoro@council.example
    says: "Reason:" is missing
Thu 12 Nov 2026 11:00  officer j.okoro for ada@example.org
    /decline
    Reason: a tribunal decided on the very same boiler on 5 November
Thu 12 Nov 2026 11:00  > command reply to j.okoro@council.example
Thu 12 Nov 2026 11:00  > refusal to ada@example.org
    says: a tribunal decided on the very same boiler on 5 November
    says: Decided by J. Okoro.
    says: The answer that we sent you before stands.
    says: This is our final answer.
    says: Housing Ombudsman Service
Thu 12 Nov 2026 11:00  > withdrawn: respond, stage 2
Thu 12 Nov 2026 11:00  > changed: complaint, stage 2, closed-refused, with repairs
Thu 12 Nov 2026 12:00  the end
