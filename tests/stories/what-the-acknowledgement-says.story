The acknowledgement says everything that the policies ask of it
Shows: D03, D04, D08
Clauses: KH 4.2, HC 5.6, HC 3.7, ME 5.1.6.1, ME 5.1.6.4

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
    says: KH-2026-00001
    says: Monday 16 November 2026
    says: 1 of 2
    says: Nobody came to mend the boiler
    says: What would you like us to do to put it right?
    says: Housing Ombudsman
    says: 0300 111 3000
    says: at any time
Mon 2 Nov 2026 12:00  the end
