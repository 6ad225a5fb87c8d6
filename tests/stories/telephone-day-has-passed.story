What was to be done by a day that has passed is not asked for by that day
Shows: D07
Clauses: ME 5.1.5
Policies: medway-housing-2022

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
    says: By Monday 9 November 2026: telephone the complainant
Tue 10 Nov 2026 10:00  officer j.okoro for ada@example.org
    /assign r.patel
Tue 10 Nov 2026 10:00  > assignment to r.patel@council.example
    says: Still to be done, if it was not (the day was Monday 9 November 2026): telephone the complainant
    does not say: By Monday 9 November 2026
Tue 10 Nov 2026 12:00  the end
