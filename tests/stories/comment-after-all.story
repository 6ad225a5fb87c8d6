What was acknowledged as a complaint and is none: the date that the resident was told of is taken back, in one letter
Shows: A06, A04
Clauses: KH 10, HC 1.6
Every: acknowledgement, thanks, receipt, service request, routed, update

Mon 2 Nov 2026 10:00  mail from Peter Hale <p.hale@example.com>: The other day
    Hello, about the other day.
Mon 2 Nov 2026 10:00  > acknowledgement to p.hale@example.com
    says: Monday 16 November 2026
Mon 2 Nov 2026 10:30  mail from Uma Begum <uma@example.net>: The other day
    Hello, about the other thing.
Mon 2 Nov 2026 10:30  > acknowledgement to uma@example.net
Mon 2 Nov 2026 11:00  mail from Ben Marsh <ben@example.org>: The other day
    Hello, about that last thing.
Mon 2 Nov 2026 11:00  > acknowledgement to ben@example.org
Tue 3 Nov 2026 10:00  officer t.lund for p.hale@example.com
    /reclassify comment
Tue 3 Nov 2026 10:00  > KH-2026-00001 withdrawn: respond
Tue 3 Nov 2026 10:00  > KH-2026-00001 changed: comment, closed-noted, with nobody
Tue 3 Nov 2026 10:00  > thanks to p.hale@example.com
    says: Monday 16 November 2026
    says: that date does not hold any more
    says: you meant this as a complaint
# A route's own letter says it, where the same mail sends one.
Tue 3 Nov 2026 11:00  officer t.lund for uma@example.net
    /reclassify other
    /route data_breach
Tue 3 Nov 2026 11:00  > routed to uma@example.net
    says: our Data Protection Officer
    says: that date does not hold any more
Tue 3 Nov 2026 12:00  officer t.lund for ben@example.org
    /reclassify other
Tue 3 Nov 2026 12:00  > receipt to ben@example.org
    says: that date does not hold any more
Wed 18 Nov 2026 12:00  the end
