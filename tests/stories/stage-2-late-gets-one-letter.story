Who asks for stage 2 too late is told so once, and that a person decides
Shows: E12
Clauses: RB 3, HC 6.10, HC 5.11
Policies: rbkc-housing-management-2021
Every: receipt, refusal
Never: acknowledgement to bo@example.net

Thu 25 Mar 2027 09:00  mail from Ada Fenwick <ada@example.org>: Lift
    Nobody came to mend the boiler. I want to complain.
Thu 25 Mar 2027 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Thu 25 Mar 2027 10:00  > response to ada@example.org
    says: Please ask by Monday 26 April 2027.
Tue 27 Apr 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I do not accept this. It is still not fixed. I want a review at stage 2.
Tue 27 Apr 2027 09:00  > receipt to ada@example.org
    says: RB-2027-00001
    says: Monday 26 April 2027
    says: A member of staff will read it and decide
    says: Housing Ombudsman Service
    says: PO Box 1484, Unit D, Preston PR2 0ET
Tue 27 Apr 2027 09:00  > triage to t.lund@council.example
    says: after its window has closed (on Monday 26 April 2027)
    says: /escalate
    says: /decline
    does not say: its clock is running
    does not say: /define
Tue 27 Apr 2027 15:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    Did you get my mail? I want stage 2.
Wed 28 Apr 2027 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I still want a review at stage 2.
Thu 29 Apr 2027 09:00  officer t.lund for ada@example.org
    /decline
    Reason: the time to ask was over, and nothing kept you from asking
    Ground: other
Thu 29 Apr 2027 09:00  > refusal to ada@example.org
Thu 29 Apr 2027 09:00  > changed: complaint, stage 1, closed-refused, with repairs
Thu 29 Apr 2027 12:00  the end
