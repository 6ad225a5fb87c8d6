A first request inside a complaint is a request of its own, and the complaint's clock goes on
Shows: C02, A02
Clauses: HC 1.4
Every: case, acknowledgement, due

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain. The lamp on the stairs is out as well.
Mon 2 Nov 2026 10:00  > KH-2026-00001 case: complaint, stage 1, open, with repairs
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: acknowledge
Mon 2 Nov 2026 10:00  > due Mon 23 Nov 2026: respond
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Mon 2 Nov 2026 10:00  > due Mon 16 Nov 2026: respond
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: define
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /split service_request the lamp on the stairs
Tue 3 Nov 2026 10:00  > KH-2026-00002 case: service request, open, with repairs
Tue 3 Nov 2026 10:00  > KH-2026-00002 assignment to repairs@council.example
    says: it was split off from KH-2026-00001: the lamp on the stairs.
Tue 3 Nov 2026 12:00  the end
