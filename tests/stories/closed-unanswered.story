A person closes a complaint without an answer: the resident is told once, with the reason and the Ombudsman
Shows: B03, B05, D10
Clauses: HC 2.1, HC 5.10, HC 5.11
Every: update, refusal, response

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 11:00  mail from Ben Marsh <ben@example.org>: Lift
    The lift has been broken for weeks and nobody answers. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /close
    Reason: you told us that your landlord is another council
Tue 3 Nov 2026 10:00  > withdrawn: respond
Tue 3 Nov 2026 10:00  > KH-2026-00001 changed: complaint, stage 1, closed, with repairs
Tue 3 Nov 2026 10:00  > KH-2026-00001 update to ada@example.org
    says: Your complaint KH-2026-00001 is closed
    says: you told us that your landlord is another council
    says: Answer this email and tell us
    says: Housing Ombudsman Service
# Whoever is not written to by e-mail gets no letter; the officer is told so.
Tue 3 Nov 2026 11:00  officer t.lund for ben@example.org
    /adjust she can't read e-mail: by telephone
    /close
    Reason: settled with her on the telephone
Tue 3 Nov 2026 11:00  > command reply to t.lund@council.example
    says: tell them by other means
Tue 3 Nov 2026 11:00  > KH-2026-00002 changed: complaint, stage 1, closed, with repairs
Wed 4 Nov 2026 12:00  the end
