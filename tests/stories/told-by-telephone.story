A spoken word with the resident is written down, and is no answer
Shows: D07, F07
Clauses: ME 5.1.5, ME 5.6.6
Policies: medway-housing-2022
Never: met: respond, response

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
    says: By Monday 9 November 2026: telephone the complainant
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /told rang Ms Fenwick and went through her complaint
Tue 3 Nov 2026 10:00  > command reply to r.patel@council.example
    says: recorded
    says: in writing
Thu 12 Nov 2026 10:00  officer r.patel for ada@example.org
    /told rang Ms Fenwick and told her the outcome
Tue 17 Nov 2026 00:00  > missed: respond
Tue 17 Nov 2026 07:00  the end
