An acknowledgement that the mail server refuses was never given
Shows: D01, D09
Clauses: KH 4.2
Refused: ada@example.org
Every: due, met
Never: acknowledgement, receipt

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: acknowledge
# Provisional: five days to acknowledge, ten to answer.
Mon 2 Nov 2026 10:00  > due Mon 23 Nov 2026: respond
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: notify
Mon 2 Nov 2026 10:00  > delivery failed to repairs@council.example
    says: 550
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: define
Wed 4 Nov 2026 12:00  the end
