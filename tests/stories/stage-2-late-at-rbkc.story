A request after the twenty days is kept and put before a person, and counts from the day it came
Shows: E12, E02, D02, F01
Clauses: RB 3, HC 6.10, HC 6.11
Policies: rbkc-housing-management-2021
Never: refusal

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > due Mon 16 Nov 2026: respond
Mon 16 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Mon 16 Nov 2026 10:00  > response to ada@example.org
    says: Please ask by Monday 14 December 2026.
Tue 15 Dec 2026 09:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I was in hospital. I am not happy with this answer. Please take my complaint to stage 2.
Tue 15 Dec 2026 09:00  > joined
Tue 15 Dec 2026 09:00  > changed: complaint, stage 1, open, with repairs
Tue 15 Dec 2026 09:00  > due Tue 22 Dec 2026: triage
Tue 15 Dec 2026 09:00  > triage to t.lund@council.example
    says: after its window has closed
    says: I was in hospital.
Wed 16 Dec 2026 11:00  officer t.lund for ada@example.org
    /escalate
Wed 16 Dec 2026 11:00  > changed: complaint, stage 2, open, with repairs
Wed 16 Dec 2026 11:00  > due Tue 22 Dec 2026: acknowledge, stage 2
Wed 16 Dec 2026 11:00  > due Fri 15 Jan 2027: respond, stage 2
Wed 16 Dec 2026 11:00  > acknowledgement to ada@example.org
    says: Friday 15 January 2027
Wed 16 Dec 2026 12:00  officer j.okoro for ada@example.org
    /assign h.grant
# The Director of Housing Management answers stage 2.
Wed 16 Dec 2026 12:00  > command reply to j.okoro@council.example
    says: assigned to H. Grant
    says: the Director of Housing Management
Wed 16 Dec 2026 14:00  the end
