What waits for a person does not wait longer because more mail comes
Shows: E12, E09
Clauses: RB 3, HC 4.1
Policies: rbkc-housing-management-2021
Never: due Fri 12 Mar 2027: triage, due Fri 19 Mar 2027: triage, due Tue 30 Mar 2027: triage

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Wed 13 Jan 2027 09:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Mon 1 Mar 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not satisfied with this answer. I want stage 2.
Mon 1 Mar 2027 09:00  > due Mon 8 Mar 2027: triage
Fri 5 Mar 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am still not satisfied, and I still want stage 2.
Fri 5 Mar 2027 09:00  > joined
Tue 9 Mar 2027 00:00  > missed: triage
Fri 12 Mar 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    Nobody answers. I want this looked at again at stage 2.
Fri 12 Mar 2027 09:00  > triage to t.lund@council.example
# Counted from the first of the three.
Mon 15 Mar 2027 09:00  officer t.lund for ada@example.org
    /escalate
Mon 15 Mar 2027 09:00  > met: triage
Mon 15 Mar 2027 09:00  > due Mon 8 Mar 2027: acknowledge, stage 2
Mon 15 Mar 2027 09:00  > missed: acknowledge, stage 2
Mon 15 Mar 2027 09:00  > due Wed 31 Mar 2027: respond, stage 2
Mon 15 Mar 2027 12:00  the end
