In doubt it is a complaint with its clock running, and a person looks
Shows: D01, E10
Clauses: KH 2.0, HC 1.2
Every: triage, reminder

Mon 2 Nov 2026 10:00  mail from Peter Hale <p.hale@example.com>: The other day
    Hello, about the other day.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with nobody
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: triage
Mon 2 Nov 2026 10:00  > acknowledgement to p.hale@example.com
# What is unclear is triage's to settle.
Fri 6 Nov 2026 08:00  > reminder to t.lund@council.example
Fri 6 Nov 2026 08:00  > reminder to t.lund@council.example
    says: a decision on what this is
Fri 6 Nov 2026 12:00  the end
