What waits for a person stands in triage's digest every morning
Shows: E10
Clauses: HC 6.1
Every: digest

Mon 2 Nov 2026 10:00  mail from Undisclosed sender: Help
    Nobody came to mend the boiler.
Mon 2 Nov 2026 10:00  > held
    says: From
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: triage
Mon 2 Nov 2026 10:00  > triage to t.lund@council.example
Tue 3 Nov 2026 08:30  > digest to t.lund@council.example
    says: held message 1
Wed 4 Nov 2026 08:30  > digest to t.lund@council.example
Wed 4 Nov 2026 12:00  the end
