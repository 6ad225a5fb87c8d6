An officer leaves: open cases go back to the team in one mail, and no day moves
Shows: E09
Clauses: HC 4.1
Every: assignment, changed, due, withdrawn

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: acknowledge
Mon 2 Nov 2026 10:00  > due Mon 23 Nov 2026: respond
Mon 2 Nov 2026 10:00  > due Mon 16 Nov 2026: respond
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: define
Mon 2 Nov 2026 10:05  mail from Peter Hale <p.hale@example.com>: Windows
    The window frames are rotten and nobody came. I want to complain.
Mon 2 Nov 2026 10:05  > assignment to repairs@council.example
Mon 2 Nov 2026 10:05  > due Mon 9 Nov 2026: acknowledge
Mon 2 Nov 2026 10:05  > due Mon 23 Nov 2026: respond
Mon 2 Nov 2026 10:05  > due Mon 16 Nov 2026: respond
Mon 2 Nov 2026 10:05  > due Mon 9 Nov 2026: define
Mon 2 Nov 2026 10:30  officer r.patel for ada@example.org
    /assign r.patel
Mon 2 Nov 2026 10:30  > changed: complaint, stage 1, open, with r.patel
Mon 2 Nov 2026 10:30  > assignment to r.patel@council.example
Mon 2 Nov 2026 10:31  officer r.patel for p.hale@example.com
    /assign r.patel
Mon 2 Nov 2026 10:31  > changed: complaint, stage 1, open, with r.patel
Mon 2 Nov 2026 10:31  > assignment to r.patel@council.example
Wed 4 Nov 2026 14:00  leaves: r.patel
Wed 4 Nov 2026 14:00  > KH-2026-00001 changed: complaint, stage 1, open, with repairs
Wed 4 Nov 2026 14:00  > KH-2026-00002 changed: complaint, stage 1, open, with repairs
Wed 4 Nov 2026 14:00  > assignment to repairs@council.example
    says: 2 cases are back with you
    says: KH-2026-00001: the complaint definition, due by Monday 9 November 2026
    says: KH-2026-00002
    says: r.patel is no longer in the list of officers
    says: /assign OFFICER-ID
    does not say: boiler
# The next reload finds nothing to do.
Thu 5 Nov 2026 14:00  leaves: h.grant
# The ladder goes on with the team.
Fri 6 Nov 2026 08:00  > KH-2026-00001 reminder to repairs@council.example
Fri 6 Nov 2026 12:00  the end
