A final answer tells of the complaint and of what was asked, also where nobody defined it
Shows: F04, D04
Clauses: HC 5.6, HC 6.19
Every: response

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler of our block. I want to complain.
Tue 12 Jan 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the acknowledgement)
    Any news?
Tue 12 Jan 2027 10:00  officer r.patel for ada@example.org
    /respond
    Decision: not upheld
    Reasons: the visits were made
    Remedy: none
    Actions: none
Tue 12 Jan 2027 10:00  > response to ada@example.org
    says: Nobody came to mend the boiler of our block.
    does not say: Any news?
Thu 14 Jan 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    Not good enough. I am not satisfied.
Thu 14 Jan 2027 09:00  > acknowledgement to ada@example.org
    says: Nobody came to mend the boiler of our block.
    says: When you asked for stage 2, you wrote:
    says: Not good enough.
Fri 15 Jan 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    When will I hear?
Mon 18 Jan 2027 10:00  officer j.okoro for ada@example.org
    /assign j.okoro
    /respond
    Decision: upheld
    Reasons: one visit was missed
    Remedy: £50
    Actions: none
Mon 18 Jan 2027 10:00  > response to ada@example.org
    says: stage 2 of 2
    says: Nobody came to mend the boiler of our block.
    says: Not good enough.
    does not say: When will I hear?
Mon 18 Jan 2027 12:00  the end
