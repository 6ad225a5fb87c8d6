The Ombudsman's request for evidence is due in fifteen working days
Shows: E11
Clauses: ME 5.8.4
Policies: medway-housing-2022
Rule: other ombudsman: please send the evidence that we list below
Every: missed

Mon 2 Nov 2026 10:00  mail from D. Casey <casey@ombudsman.example>: Case 20261
    Please send the evidence that we list below.
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: triage
Tue 3 Nov 2026 10:00  officer t.lund for casey@ombudsman.example
    /reclassify evidence
Tue 3 Nov 2026 10:00  > met: triage
Tue 3 Nov 2026 10:00  > changed: evidence, open, with nobody
Tue 3 Nov 2026 10:00  > due Mon 23 Nov 2026: evidence
# Five, two and no working days before.
Mon 16 Nov 2026 08:00  > reminder to t.lund@council.example
    says: the Ombudsman's evidence
Thu 19 Nov 2026 08:00  > reminder to t.lund@council.example
Mon 23 Nov 2026 08:00  > reminder to t.lund@council.example
Tue 24 Nov 2026 00:00  > missed: evidence
Tue 24 Nov 2026 07:00  the end
