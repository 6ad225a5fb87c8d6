A data breach goes to the Data Protection Officer, and the complaint about it keeps its clock
Shows: C03, C15
Clauses: RB 5.1, DPA 2018 s.164A
Policies: rbkc-housing-management-2021
Route: data_breach: dpo@council.example
Every: handover, routed, withdrawn

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Letter
    You sent me someone else's letter with her rent account, and nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
    says: data breach
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
    says: By Wednesday 2 December 2026: what it says of personal data
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /route data_breach
Tue 3 Nov 2026 10:00  > routed to ada@example.org
    says: our Data Protection Officer
    says: Town Hall, Hornton Street
Tue 3 Nov 2026 10:00  > handover to dpo@council.example
    says: someone else's letter
    says: By Wednesday 2 December 2026
    does not say: legal team
Tue 17 Nov 2026 00:00  > missed: respond
Tue 17 Nov 2026 07:00  the end
