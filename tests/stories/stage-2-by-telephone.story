Stage 2 that is asked for on the telephone is recorded by an officer, but not before stage 1 is answered
Shows: F08, D02
Clauses: KH 4.3, HC 6.12
Every: command reply, acknowledgement

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
Wed 4 Nov 2026 10:00  officer t.lund for ada@example.org
    /escalate
Wed 4 Nov 2026 10:00  > command reply to t.lund@council.example
    says: Nothing was done
    says: stage 1 has not been answered
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: not upheld
    Reasons: we came on the day
    Remedy: none
    Actions: none
Tue 10 Nov 2026 10:00  > command reply to r.patel@council.example
Mon 23 Nov 2026 15:00  officer t.lund for ada@example.org
    She rang and is not content.

    /escalate
Mon 23 Nov 2026 15:00  > command reply to t.lund@council.example
Mon 23 Nov 2026 15:00  > changed: complaint, stage 2, open, with repairs
Mon 23 Nov 2026 15:00  > due Mon 30 Nov 2026: acknowledge, stage 2
Mon 23 Nov 2026 15:00  > due Mon 21 Dec 2026: respond, stage 2
Mon 23 Nov 2026 15:00  > acknowledgement to ada@example.org
    says: Monday 21 December 2026
Tue 24 Nov 2026 12:00  the end
