Who is old, ill or disabled gets the shorter ladder, and nobody is woken for it
Shows: E10
Clauses: HC 6.1
Every: reminder, manager alert
Never: urgent alert

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Rent
    My rent account is wrong and nobody answers my letters. I want to complain. I am 85, disabled and live alone.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
    says: at risk
# As for danger: five, three, two and one working days before Monday 16 November.
Fri 6 Nov 2026 08:00  > reminder to repairs@council.example
Mon 9 Nov 2026 08:00  > reminder to repairs@council.example
Mon 9 Nov 2026 12:00  the end
