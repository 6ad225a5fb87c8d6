A resident's out-of-office is filed and tells nobody anything
Shows: D09
Clauses: HC 6.8
Every: manager alert, new message

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:01  mail from Ada Fenwick <ada@example.org>: Out of office
    (answers the acknowledgement)
    (Auto-Submitted: auto-replied)
    I am away until Monday.
Mon 2 Nov 2026 10:01  > filed
Mon 2 Nov 2026 12:00  the end
