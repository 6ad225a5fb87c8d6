What a person was to look at is still to be looked at when stage 2 opens
Shows: E09, F08
Clauses: HC 6.10, HC 4.1
Never: withdrawn: triage

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Wed 13 Jan 2027 09:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Wed 13 Jan 2027 09:00  > changed: complaint, stage 1, closed-answered, with repairs
Wed 14 Apr 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    Hello again. Please could you repair the light in the stairwell of our block? It went out yesterday.
Wed 14 Apr 2027 09:00  > due Wed 21 Apr 2027: triage
Thu 22 Apr 2027 00:00  > missed: triage
Fri 23 Apr 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy with your answer. Please take my complaint to stage 2.
Fri 23 Apr 2027 09:00  > changed: complaint, stage 2, open, with repairs
Mon 26 Apr 2027 09:00  officer t.lund for ada@example.org
    /split service_request the light in the stairwell
    /reclassify complaint
Mon 26 Apr 2027 09:00  > met: triage
Mon 26 Apr 2027 12:00  the end
