What was taken for a complaint in doubt is a request after all: the resident is told, with the offer to complain
Shows: A04, A02
Clauses: HC 1.3, HC 1.4
Every: service request, acknowledgement, missed

Mon 2 Nov 2026 10:00  mail from Peter Hale <p.hale@example.com>: The other day
    Hello, about the other day.
Mon 2 Nov 2026 10:00  > acknowledgement to p.hale@example.com
Tue 3 Nov 2026 10:00  officer t.lund for p.hale@example.com
    He rang: his tap drips, and nobody knew of it.

    /reclassify service request
Tue 3 Nov 2026 10:00  > met: triage
Tue 3 Nov 2026 10:00  > withdrawn: respond
Tue 3 Nov 2026 10:00  > changed: service request, open, with nobody
Tue 3 Nov 2026 10:00  > service request to p.hale@example.com
    says: you meant this as a complaint
Wed 18 Nov 2026 12:00  the end
