Several extensions together don't pass the limit without a manager who doesn't handle the case
Shows: E05, E06
Clauses: KH 4.2, HC 6.4
Every: extension, command reply

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /assign r.patel
Tue 3 Nov 2026 09:00  > command reply to r.patel@council.example
Thu 12 Nov 2026 10:00  officer r.patel for ada@example.org
    /extend 23 November
    Reason: the part is on order
Thu 12 Nov 2026 10:00  > due Mon 23 Nov 2026: respond
Thu 12 Nov 2026 10:00  > command reply to r.patel@council.example
Thu 12 Nov 2026 10:00  > extension to ada@example.org
# Ten working days after Monday 16 November, the day that stood first.
Fri 20 Nov 2026 10:00  officer r.patel for ada@example.org
    /extend Tuesday 1 December
    Reason: the part has come, the fitter is ill
Fri 20 Nov 2026 10:00  > command reply to r.patel@council.example
    says: Nothing was done
    says: Monday 30 November 2026 at most
    says: unless a manager or higher who does not handle the case approves
    says: Approver: …
Fri 20 Nov 2026 10:10  officer r.patel for ada@example.org
    /extend Tuesday 1 December
    Reason: the part has come, the fitter is ill
    Approver: r.patel
Fri 20 Nov 2026 10:10  > command reply to r.patel@council.example
    says: Nothing was done
Fri 20 Nov 2026 10:20  officer r.patel for ada@example.org
    /extend in 7 working days
    Reason: the part has come, the fitter is ill
    Approver: j.okoro
Fri 20 Nov 2026 10:20  > due Tue 1 Dec 2026: respond
Fri 20 Nov 2026 10:20  > command reply to r.patel@council.example
Fri 20 Nov 2026 10:20  > extension to ada@example.org
    says: by Monday 23 November 2026
    says: Tuesday 1 December 2026
    says: the fitter is ill
    says: Housing Ombudsman Service
# Another person's manager approves by extending.
Mon 30 Nov 2026 10:00  officer j.okoro for ada@example.org
    /extend 02/12/2026
    Reason: the fitter comes on Tuesday
Mon 30 Nov 2026 10:00  > due Wed 2 Dec 2026: respond
Mon 30 Nov 2026 10:00  > command reply to j.okoro@council.example
Mon 30 Nov 2026 10:00  > extension to ada@example.org
Mon 30 Nov 2026 12:00  the end
