Whoever is named as the approver of an extension is told, and how to object; whoever the complaint is about can't approve
Shows: E05, F02
Clauses: KH 4.2, HC 6.4, HC 5.8
Every: extension, manager alert

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. Mr Grant hung up on me. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /assign r.patel
Thu 12 Nov 2026 07:00  officer r.patel for ada@example.org
    /extend Tuesday 1 December
    Reason: the fitter is ill
    Approver: h.grant
Thu 12 Nov 2026 07:00  > command reply to r.patel@council.example
    says: the complaint is about h.grant
Thu 12 Nov 2026 07:10  officer r.patel for ada@example.org
    /extend Tuesday 1 December
    Reason: the fitter is ill
    Approver: j.okoro
Thu 12 Nov 2026 07:10  > extension to ada@example.org
# To a manager in working hours.
Thu 12 Nov 2026 08:00  > manager alert to j.okoro@council.example
    says: R. Patel extended the time to answer KH-2026-00001 from Monday 16 November 2026 to Tuesday 1 December 2026
    says: the fitter is ill
    says: If you did not, answer this email
    says: /undo
Thu 12 Nov 2026 12:00  the end
