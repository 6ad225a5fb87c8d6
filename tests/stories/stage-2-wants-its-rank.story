Stage 2 is answered by somebody of the rank that the policy names
Shows: F01
Clauses: RB 3, HC 6.13
Policies: rbkc-housing-management-2021
Every: response

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 12 Jan 2027 09:00  officer r.patel for ada@example.org
    /respond
    Decision: not upheld
    Reasons: the visits were made
    Remedy: none
    Actions: none
Tue 12 Jan 2027 09:00  > response to ada@example.org
Thu 14 Jan 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with this answer.
Thu 14 Jan 2027 09:00  > changed: complaint, stage 2, open, with repairs
# The list has no director; the head of service is the highest.
Fri 15 Jan 2027 09:00  officer t.lund for ada@example.org
    /assign t.lund
Fri 15 Jan 2027 09:00  > command reply to t.lund@council.example
    says: Nothing was done
    says: the Director of Housing Management
    says: h.grant
    does not say: j.okoro
Fri 15 Jan 2027 10:00  officer t.lund for ada@example.org
    /respond
    Decision: upheld
    Reasons: one visit was missed
    Remedy: £50
    Actions: none
Fri 15 Jan 2027 10:00  > command reply to t.lund@council.example
    says: Nothing was done
    says: h.grant
# Somebody may still be asked to prepare it.
Fri 15 Jan 2027 11:00  officer h.grant for ada@example.org
    /assign t.lund
Fri 15 Jan 2027 11:00  > changed: complaint, stage 2, open, with t.lund
Mon 18 Jan 2027 10:00  officer h.grant for ada@example.org
    /respond
    Decision: upheld
    Reasons: one visit was missed
    Remedy: £50
    Actions: none
Mon 18 Jan 2027 10:00  > response to ada@example.org
Mon 18 Jan 2027 12:00  the end
