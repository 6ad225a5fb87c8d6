An officer who writes to the resident directly is asked whether that was the answer
Shows: G01, F03
Clauses: HC 5.12, HC 6.9
Never: response, missed: respond

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer j.okoro for ada@example.org
    /assign r.patel
Tue 3 Nov 2026 09:00  > assignment to r.patel@council.example
    says: Nobody came to mend the boiler.
Tue 10 Nov 2026 10:00  mail from R. Patel <r.patel@council.example>: Re: Boiler
    (answers the assignment)
    (Cc: ada@example.org)
    Dear Ms Fenwick, we were late with the part and are sorry. You get £50.
Tue 10 Nov 2026 10:00  > joined
Tue 10 Nov 2026 10:00  > command reply to r.patel@council.example
    says: Was that the council's answer?
    says: /responded
Tue 10 Nov 2026 11:00  officer r.patel for ada@example.org
    /responded
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology and £50
    Actions: none
Tue 10 Nov 2026 11:00  > met: respond
Tue 10 Nov 2026 11:00  > changed: complaint, stage 1, closed-answered, with r.patel
Wed 18 Nov 2026 12:00  the end
