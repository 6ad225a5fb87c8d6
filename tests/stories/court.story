Proceedings filed at court are a flag; a person refuses what the court has before it
Shows: B08, B04, B05
Clauses: KH 2.1.2, HC 2.2
Rule: legal_proceedings: the county court has sealed my claim form
Every: refusal

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain. The county court has sealed my claim form.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
    says: legal proceedings
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Thu 5 Nov 2026 10:00  officer r.patel for ada@example.org
    /decline
    Ground: KH-X2
    Reason: the county court has the same matter before it since 30 October
Thu 5 Nov 2026 10:00  > refusal to ada@example.org
    says: legal proceedings have started (KH 2.1.2)
    says: the county court has the same matter before it since 30 October
Thu 5 Nov 2026 12:00  the end
