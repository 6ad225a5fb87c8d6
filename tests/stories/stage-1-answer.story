The answer of stage 1 has its seven parts, closes the case and ends the reminders
Shows: F03, F05, G07, E09
Clauses: HC 6.9, KH 4.2, HC 9.1
Every: response, reminder, chase, manager alert, missed, command reply

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /define
    Definition: the boiler is broken and nobody came
    Outcome: a boiler that works
    Responsible: we are responsible for all of it
Tue 3 Nov 2026 09:00  > command reply to r.patel@council.example
Wed 11 Nov 2026 08:00  > reminder to repairs@council.example
Wed 11 Nov 2026 14:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: our repairs policy promises five days and we took twelve
Wed 11 Nov 2026 14:00  > command reply to r.patel@council.example
    says: "Remedy:" is missing
    says: "Actions:" is missing
    says: Reasons: our repairs policy promises five days and we took twelve
Wed 11 Nov 2026 15:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: our repairs policy promises five days and we took twelve
    Remedy: an apology and £50
    Actions: none
    Learning: order the part on the first visit
Wed 11 Nov 2026 15:00  > command reply to r.patel@council.example
Wed 11 Nov 2026 15:00  > met: respond
Wed 11 Nov 2026 15:00  > changed: complaint, stage 1, closed-answered, with repairs
Wed 11 Nov 2026 15:00  > response to ada@example.org
    says: stage 1 of 2
    says: the boiler is broken and nobody came
    says: upheld
    says: our repairs policy promises five days and we took twelve
    says: an apology and £50
    says: Nothing more is to be done.
    says: you can ask for stage 2
    says: You do not have to give a reason
    does not say: order the part
Tue 1 Dec 2026 12:00  the end
