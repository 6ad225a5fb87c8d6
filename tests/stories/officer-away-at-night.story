An absence that shows at night is told to the manager in the morning
Shows: E09
Clauses: HC 4.1
Every: manager alert

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 19:30  officer r.patel for ada@example.org
    /assign r.patel
Mon 2 Nov 2026 19:31  mail from R. Patel <r.patel@council.example>: Automatic reply: boiler
    (answers the assignment)
    (Auto-Submitted: auto-replied)
    I am on leave.
Mon 2 Nov 2026 19:31  > filed
Tue 3 Nov 2026 08:00  > manager alert to j.okoro@council.example
Tue 3 Nov 2026 12:00  the end
