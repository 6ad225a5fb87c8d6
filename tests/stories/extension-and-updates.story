A longer time within the limit, with updates that are agreed and chased
Shows: E05, E06, E08
Clauses: KH 4.2, HC 6.4, HC 6.5, HC 5.9
Every: extension, update, missed, chase, manager alert

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /define
    Definition: the boiler is broken and nobody came
    Outcome: a boiler that works
    Responsible: we are responsible for all of it
# Due on Monday 16 November; ten working days more are Monday 30 November.
Thu 12 Nov 2026 10:00  officer r.patel for ada@example.org
    /extend Monday 30 November
    Reason: the part comes from abroad on 27 November
    Updates: every 3 working days
Thu 12 Nov 2026 10:00  > due Mon 30 Nov 2026: respond
Thu 12 Nov 2026 10:00  > due Tue 17 Nov 2026: update
Thu 12 Nov 2026 10:00  > extension to ada@example.org
    says: by Monday 16 November 2026
    says: We will now answer by: Monday 30 November 2026
    says: the part comes from abroad on 27 November
    says: every 3 working days
    says: Housing Ombudsman Service
    says: 0300 111 3000
Mon 16 Nov 2026 08:00  > reminder to repairs@council.example
    says: an update to the resident
Tue 17 Nov 2026 08:00  > reminder to repairs@council.example
Tue 17 Nov 2026 11:00  officer r.patel for ada@example.org
    /update The part has left the factory.
Tue 17 Nov 2026 11:00  > update to ada@example.org
    says: The part has left the factory.
    says: Monday 30 November 2026
Tue 17 Nov 2026 11:00  > met: update
Tue 17 Nov 2026 11:00  > due Fri 20 Nov 2026: update
Thu 19 Nov 2026 08:00  > reminder to repairs@council.example
Fri 20 Nov 2026 08:00  > reminder to repairs@council.example
Sat 21 Nov 2026 00:00  > missed: update
Mon 23 Nov 2026 08:00  > chase to repairs@council.example
    says: an update to the resident
Mon 23 Nov 2026 12:00  the end
