Social care has a procedure of its own: the sender is told who will deal with it
Shows: C08
Clauses: KC 4.4, Children Act 1989 s.26
Policies: kingston-corporate-2025
Rule: other childrens_social_care: representation under section 26 about our social worker
Route: childrens_social_care: children@council.example
Never: acknowledgement

Mon 2 Nov 2026 10:00  mail from Nell Price <nell@example.net>: Our social worker
    Please take this as a representation under section 26 about our social worker.
Mon 2 Nov 2026 10:00  > case: other, closed-routed, with nobody
Mon 2 Nov 2026 10:00  > routed to nell@example.net
    says: our children's social care complaints team
Mon 2 Nov 2026 10:00  > handover to children@council.example
Mon 2 Nov 2026 12:00  the end
