A ground that is no exclusion of the list can be given in words: the lists are not exhaustive
Shows: B03, B05
Clauses: KH 2.1, HC 2.1, HC 2.4

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 10:00  officer j.okoro for ada@example.org
    /decline
    Reason: the freeholder has the boiler, and we wrote to him for you
    Ground: not our boiler
Tue 3 Nov 2026 10:00  > refusal to ada@example.org
    says: not our boiler
    says: the freeholder has the boiler
    says: Housing Ombudsman
Tue 3 Nov 2026 12:00  the end
