A request is answered in plain words; what was promised is tracked all the same
Shows: A02, A04
Clauses: HC 1.3, HC 1.4
Every: response, missed, changed

Mon 2 Nov 2026 10:00  mail from Peter Hale <p.hale@example.com>: Street light
    The street light outside 4 Mill Lane is out. Please could you send someone to repair it?
Mon 2 Nov 2026 10:00  > service request to p.hale@example.com
Tue 3 Nov 2026 10:00  officer r.patel for p.hale@example.com
    /respond A new lamp is on order.
    Actions: Friday 6 November r.patel put it in
Tue 3 Nov 2026 10:00  > due Fri 6 Nov 2026: action
Tue 3 Nov 2026 10:00  > changed: service request, answered, with streets
Tue 3 Nov 2026 10:00  > response to p.hale@example.com
    says: A new lamp is on order.
    says: by Friday 6 November 2026: put it in
    says: you meant this as a complaint
    does not say: stage
Fri 6 Nov 2026 10:00  officer r.patel for p.hale@example.com
    /done 1
Fri 6 Nov 2026 10:00  > met: action
Fri 6 Nov 2026 10:00  > changed: service request, closed-answered, with streets
Mon 9 Nov 2026 12:00  the end
