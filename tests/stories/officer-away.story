An officer's out-of-office tells the manager once; the case and its days stay
Shows: E09
Clauses: HC 4.1
Every: manager alert, changed, missed, withdrawn
Never: triage

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:30  officer r.patel for ada@example.org
    /assign r.patel
Mon 2 Nov 2026 10:30  > changed: complaint, stage 1, open, with r.patel
Mon 2 Nov 2026 10:30  > assignment to r.patel@council.example
Mon 2 Nov 2026 10:31  mail from R. Patel <r.patel@council.example>: Automatic reply: boiler
    (answers the assignment)
    (Auto-Submitted: auto-replied)
    I am on leave until 20 November. My sister is getting married.
Mon 2 Nov 2026 10:31  > filed
Mon 2 Nov 2026 10:31  > manager alert to j.okoro@council.example
    says: R. Patel seems to be away
    says: KH-2026-00001
    says: the complaint definition, due by Monday 9 November 2026
    says: the full response, due by Monday 16 November 2026
    says: /assign OFFICER-ID
    says: j.okoro (J. Okoro)
    does not say: sister
    does not say: boiler
    does not say: Ada
# The resident writes at night; the officer's program answers again, and so does
# the manager's. Nobody is told anew, and nothing answers.
Tue 3 Nov 2026 21:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the acknowledgement)
    And the radiator in the hall leaks too.
Tue 3 Nov 2026 21:00  > new message to r.patel@council.example
Tue 3 Nov 2026 21:01  mail from R. Patel <r.patel@council.example>: Automatic reply: a new message
    (answers the new message)
    (Auto-Submitted: auto-replied)
    I am on leave until 20 November.
Tue 3 Nov 2026 21:01  > filed
Tue 3 Nov 2026 21:02  mail from J. Okoro <j.okoro@council.example>: Out of office
    (answers the manager alert)
    (Auto-Submitted: auto-replied)
    I am at a conference.
Tue 3 Nov 2026 21:02  > filed
Thu 5 Nov 2026 12:00  the end
