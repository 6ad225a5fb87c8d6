No extension without a reason, and none to a day that can't be read
Shows: E06
Clauses: HC 6.5, KH 4.2
Every: command reply
Never: extension

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 12 Nov 2026 10:00  officer r.patel for ada@example.org
    /extend 23 November
Thu 12 Nov 2026 10:00  > command reply to r.patel@council.example
    says: "Reason:" is missing
    says: /extend 23 November
Thu 12 Nov 2026 11:00  officer r.patel for ada@example.org
    /extend some time next week
    Reason: the part is on order
Thu 12 Nov 2026 11:00  > command reply to r.patel@council.example
    says: Nothing was done
    says: Reason: the part is on order
Thu 12 Nov 2026 12:00  officer r.patel for ada@example.org
    /extend Tuesday 23 November
    Reason: the part is on order
Thu 12 Nov 2026 12:00  > command reply to r.patel@council.example
    says: Monday
Tue 17 Nov 2026 00:00  > missed: respond
Tue 17 Nov 2026 08:00  the end
