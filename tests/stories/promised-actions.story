What was promised is chased after the answer until it is done
Shows: F06, E09
Clauses: HC 6.6, HC 7.3, KH 8.0
Every: reminder, chase, manager alert, missed, changed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /define
    Definition: the boiler is broken and nobody came
    Outcome: a boiler that works
    Responsible: we are responsible for all of it
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: a new boiler
    Actions: 2026-11-17 r.patel put in the new boiler
    Friday 20 November j.okoro pay £50
Tue 10 Nov 2026 10:00  > met: respond
Tue 10 Nov 2026 10:00  > due Tue 17 Nov 2026: action
Tue 10 Nov 2026 10:00  > due Fri 20 Nov 2026: action
Tue 10 Nov 2026 10:00  > changed: complaint, stage 1, answered, with repairs
Tue 10 Nov 2026 10:00  > response to ada@example.org
    says: by Tuesday 17 November 2026: put in the new boiler
    says: by Friday 20 November 2026: pay £50
Mon 16 Nov 2026 08:00  > reminder to r.patel@council.example
    says: promised action 1 ("put in the new boiler") on KH-2026-00001 is due
    says: /done 1
Mon 16 Nov 2026 12:00  officer r.patel for ada@example.org
    /done 1
Mon 16 Nov 2026 12:00  > met: action
Thu 19 Nov 2026 08:00  > reminder to j.okoro@council.example
Fri 20 Nov 2026 08:00  > reminder to j.okoro@council.example
Sat 21 Nov 2026 00:00  > missed: action
Mon 23 Nov 2026 08:00  > chase to j.okoro@council.example
    says: promised action 2 ("pay £50") was due by Friday 20 November 2026
    says: /done 2
Mon 23 Nov 2026 08:30  > digest to j.okoro@council.example
    says: KH-2026-00001: promised action 2 ("pay £50"), due by Friday 20 November 2026
Thu 26 Nov 2026 08:00  > chase to j.okoro@council.example
Fri 27 Nov 2026 09:00  officer j.okoro for ada@example.org
    /done 2
Fri 27 Nov 2026 09:00  > met: action
Fri 27 Nov 2026 09:00  > changed: complaint, stage 1, closed-answered, with repairs
Fri 4 Dec 2026 12:00  the end
