An out-of-office reply to our letter is filed and answered by nobody
Shows: D09
Clauses: RFC 3834
Every: acknowledgement, receipt, new message

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Mon 2 Nov 2026 10:01  mail from Ada Fenwick <ada@example.org>: Automatic reply: Your complaint
    (answers the acknowledgement)
    (Auto-Submitted: auto-replied)
    I am away until Monday.
Mon 2 Nov 2026 10:01  > filed
Mon 2 Nov 2026 12:00  the end
