A complaint about a policy as such is answered once, in the time of stage 1, and has no stage 2
Shows: B10
Clauses: KC 2.2
Policies: kingston-corporate-2025
Rule: complaint policy_complaint: your policy of emptying the bins every third week is wrong
Every: acknowledgement, response

Mon 2 Nov 2026 10:00  mail from Gareth Pugh <gareth@example.net>: Bins
    I want to complain. Your policy of emptying the bins every third week is wrong. Please answer.
Mon 2 Nov 2026 10:00  > case: policy complaint, stage 1, open, with streets
Mon 2 Nov 2026 10:00  > acknowledgement to gareth@example.net
    says: Monday 16 November 2026
Mon 2 Nov 2026 10:00  > due Mon 16 Nov 2026: respond
Thu 12 Nov 2026 10:00  officer t.lund for gareth@example.net
    /respond
    Decision: not upheld
    Reasons: the council decided so in March, after it had asked everybody
    Remedy: none
    Actions: none
Thu 12 Nov 2026 10:00  > changed: policy complaint, stage 1, closed-answered, with streets
Thu 12 Nov 2026 10:00  > response to gareth@example.net
    says: A complaint about a policy is answered once, so there is no stage 2.
    says: This is our final answer.
    says: Local Government and Social Care Ombudsman
    does not say: you can ask for stage 2
Mon 16 Nov 2026 10:00  mail from Gareth Pugh <gareth@example.net>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. Please take my complaint to stage 2.
Mon 16 Nov 2026 10:00  > joined
Mon 16 Nov 2026 10:00  > changed: policy complaint, stage 1, open, with streets
Mon 16 Nov 2026 10:00  > due Mon 23 Nov 2026: triage
Mon 16 Nov 2026 11:00  officer t.lund for gareth@example.net
    /escalate
Mon 16 Nov 2026 11:00  > command reply to t.lund@council.example
    says: no stage 2 (KC 2.2)
Mon 16 Nov 2026 12:00  the end
