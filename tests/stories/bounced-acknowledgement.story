An acknowledgement that comes back is owed again
Shows: D01, D09, E09
Clauses: KH 4.2
Every: due, met, missed, acknowledgement, delivery failed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: acknowledge
Mon 2 Nov 2026 10:00  > due Mon 23 Nov 2026: respond
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Mon 2 Nov 2026 10:00  > met: acknowledge
Mon 2 Nov 2026 10:00  > due Mon 16 Nov 2026: respond
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: define
Mon 2 Nov 2026 10:30  bounce of the acknowledgement to ada@example.org
Mon 2 Nov 2026 10:30  > filed
Mon 2 Nov 2026 10:30  > alert: bounce
Mon 2 Nov 2026 10:30  > due Mon 9 Nov 2026: acknowledge
Mon 2 Nov 2026 10:30  > due Mon 23 Nov 2026: respond
Mon 2 Nov 2026 10:30  > due Mon 9 Nov 2026: notify
Mon 2 Nov 2026 10:30  > delivery failed to repairs@council.example
    says: 5.1.1
    says: The resident has not been told
    says: - the acknowledgement, due by Monday 9 November 2026
    says: - the full response, due by Monday 23 November 2026
    says: What else was due is due on the same day as before.
    does not say: Deadlines
# Nobody writes to the address again; a person is reminded, and on the day the manager too.
Thu 5 Nov 2026 08:00  > reminder to repairs@council.example
    says: the acknowledgement
Fri 6 Nov 2026 08:00  > reminder to repairs@council.example
Mon 9 Nov 2026 08:00  > manager alert to j.okoro@council.example
Tue 10 Nov 2026 00:00  > missed: acknowledge
Tue 10 Nov 2026 00:00  > missed: notify
Tue 10 Nov 2026 00:00  > missed: define
Tue 10 Nov 2026 12:00  the end
