A penalty charge is challenged elsewhere: the sender is told where and in what time
Shows: C08, C15, E09
Clauses: KC 2.1.9
Policies: kingston-corporate-2025
Never: acknowledgement, assignment

Mon 2 Nov 2026 10:00  mail from Gareth Pugh <gareth@example.net>: My car
    I challenge the above Penalty Charge Notice.
Mon 2 Nov 2026 10:00  > opened
Mon 2 Nov 2026 10:00  > routed to gareth@example.net
    says: our parking team
    says: in the time that it gives
Mon 2 Nov 2026 10:00  > triage to t.lund@council.example
    says: pass this on to our parking team (no address for the route parking is known: routes.toml)
    says: /told
# It is triage's to pass it on: nobody is to be told by other means.
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: notify
    says: KC 2.1.9
    says: our parking team (no address for the route parking is known: routes.toml)
    does not say: KC 4.2
Tue 10 Nov 2026 08:00  > chase to t.lund@council.example
    says: passing this on to our parking team (no address for the route parking is known: routes.toml) was due
    does not say: telling the resident
# A note is no passing on.
Tue 10 Nov 2026 09:00  officer t.lund for gareth@example.net
    /note I have seen it
Tue 10 Nov 2026 09:00  > command reply to t.lund@council.example
    says: noted
Tue 10 Nov 2026 09:05  officer t.lund for gareth@example.net
    /told passed on to the parking team by the internal post
Tue 10 Nov 2026 09:05  > met: notify
Tue 10 Nov 2026 09:05  > changed: other, closed-routed, with nobody
Wed 11 Nov 2026 12:00  the end
