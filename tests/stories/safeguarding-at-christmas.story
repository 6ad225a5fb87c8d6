A child at risk on Christmas night does not wait for a working day
Shows: C05, D01
Clauses: KH 4.1, HC 6.1
Every: urgent alert, reminder, chase

Fri 25 Dec 2026 23:40  mail from Ines Ward <ines@example.com>: The boy upstairs
    I want to complain. Nobody did anything about the boy upstairs. I think he is being abused.
Fri 25 Dec 2026 23:40  > opened
Fri 25 Dec 2026 23:40  > urgent alert to duty.manager@council.example
    says: safeguarding
Fri 25 Dec 2026 23:40  > alert: urgent
Tue 29 Dec 2026 12:00  the end
