Whoever takes on stage 2 gets what stage 1 was: the complaint, how it was understood, the answer, and the request
Shows: F01, F08
Clauses: HC 6.10, HC 6.13
Never: refusal

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer j.okoro for ada@example.org
    /assign r.patel
Tue 3 Nov 2026 09:00  > assignment to r.patel@council.example
    does not say: Stage 1
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /define
    Definition: 1. the missed visit
    2. nobody rang
    Outcome: a boiler that works
    Responsible: we are responsible for the boiler
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    not upheld
    Reasons: the part was late
    Remedy: an apology and £50
    Actions: Tuesday 17 November r.patel fit the pump
Mon 23 Nov 2026 15:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. The house is still cold.
Wed 25 Nov 2026 11:00  officer h.grant for ada@example.org
    /assign j.okoro
Wed 25 Nov 2026 11:00  > assignment to j.okoro@council.example
    says: Stage 2 of a complaint is with you.
    says: Stage 2 was asked for on Monday 23 November 2026.
    says: The house is still cold.
    says: The complaint as it first came, on 2 November 2026 at 10:00
    says: Nobody came to mend the boiler. I want to complain.
    says: 1. the missed visit
    says: 2. nobody rang
    says: What the resident wanted: a boiler that works
    says: Our answer of Tuesday 10 November 2026
    says: 2. not upheld
    says: Why: the part was late
    says: Putting it right: an apology and £50
    says: by Tuesday 17 November 2026: fit the pump
Wed 25 Nov 2026 12:00  the end
