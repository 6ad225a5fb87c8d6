A manager who handles the case can't approve their own extension beyond the limit
Shows: E05
Clauses: HC 6.4
Every: extension, command reply

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer j.okoro for ada@example.org
    /assign j.okoro
Tue 3 Nov 2026 09:00  > command reply to j.okoro@council.example
Thu 12 Nov 2026 10:00  officer j.okoro for ada@example.org
    /extend 2026-12-01
    Reason: the part comes from abroad
Thu 12 Nov 2026 10:00  > command reply to j.okoro@council.example
    says: Nothing was done
Thu 12 Nov 2026 10:05  officer j.okoro for ada@example.org
    /extend 2026-12-01
    Approver: j.okoro
    Reason: the part comes from abroad
Thu 12 Nov 2026 10:05  > command reply to j.okoro@council.example
    says: Nothing was done
Thu 12 Nov 2026 10:10  officer j.okoro for ada@example.org
    /extend 2026-12-01
    Approver: h.grant
    Reason: the part comes from abroad
Thu 12 Nov 2026 10:10  > due Tue 1 Dec 2026: respond
Thu 12 Nov 2026 10:10  > command reply to j.okoro@council.example
Thu 12 Nov 2026 10:10  > extension to ada@example.org
Thu 12 Nov 2026 12:00  the end
