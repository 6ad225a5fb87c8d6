What is learned from a complaint is asked for once when it ends; the answer changes nothing else
Shows: G07
Clauses: HC 9.1, HC 9.2, ME 5.12.1
Every: command reply, changed

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /assign r.patel
Tue 3 Nov 2026 09:00  > command reply to r.patel@council.example
Tue 3 Nov 2026 09:00  > changed: complaint, stage 1, open, with r.patel
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: Friday 20 November j.okoro pay £50
Tue 10 Nov 2026 10:00  > changed: complaint, stage 1, answered, with r.patel
Tue 10 Nov 2026 10:00  > command reply to r.patel@council.example
    does not say: what did we learn
# Another than the handler ends it: the handler is asked.
Thu 19 Nov 2026 10:00  officer j.okoro for ada@example.org
    /done 1
Thu 19 Nov 2026 10:00  > changed: complaint, stage 1, closed-answered, with r.patel
Thu 19 Nov 2026 10:00  > command reply to r.patel@council.example
    says: what did we learn from it?
Thu 19 Nov 2026 10:00  > command reply to j.okoro@council.example
    does not say: what did we learn
Thu 19 Nov 2026 11:00  officer r.patel for ada@example.org
    /note Learning: order parts when the visit is booked
Thu 19 Nov 2026 11:00  > command reply to r.patel@council.example
    does not say: what did we learn
Fri 4 Dec 2026 12:00  the end
