A matter of more than twelve months ago is a flag for a person, and nothing is refused
Shows: B07
Clauses: KH 2.1.1, HC 2.3
Never: refusal

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /occurred 1 November 2025
Tue 3 Nov 2026 09:00  > changed: complaint, stage 1, open, with repairs
    says: over 12 months
Tue 3 Nov 2026 09:00  > command reply to r.patel@council.example
    says: weigh the reasons
# She only came to know of it later (Code 2.3): twelve months to the day are in time.
Wed 4 Nov 2026 09:00  officer r.patel for ada@example.org
    /occurred 2 November 2025
Wed 4 Nov 2026 09:00  > changed: complaint, stage 1, open, with repairs
    does not say: over 12 months
Tue 17 Nov 2026 00:00  > missed: respond
Tue 17 Nov 2026 07:00  the end
