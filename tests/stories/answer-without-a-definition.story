Where no definition was confirmed the answer says in the resident's own words what was looked at
Shows: F03
Clauses: HC 6.9b
Every: response

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 18:00  mail from Ada Fenwick <ada@example.org>: Re: Boiler
    (answers the acknowledgement)
    You can reach me by phone in the morning.
Thu 5 Nov 2026 15:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology and £50
    Actions: none
Thu 5 Nov 2026 15:00  > withdrawn: define
Thu 5 Nov 2026 15:00  > response to ada@example.org
    says: Nobody came to mend the boiler.
    does not say: in the morning
Thu 5 Nov 2026 16:00  the end
