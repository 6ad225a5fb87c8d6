An answer in other words does not follow the first by a slip, but somebody can open the case again
Shows: G10
Clauses: KH 4.2
Every: response, command reply

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /assign r.patel
Tue 3 Nov 2026 09:00  > command reply to r.patel@council.example
Wed 4 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: nobody came
    Remedy: an apology
    Actions: 2026-12-01 r.patel a visit
Wed 4 Nov 2026 10:00  > response to ada@example.org
Wed 4 Nov 2026 10:00  > command reply to r.patel@council.example
Wed 4 Nov 2026 10:20  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: nobody came and nobody rang
    Remedy: an apology
    Actions: none
Wed 4 Nov 2026 10:20  > command reply to r.patel@council.example
    says: the resident was answered on Wednesday 4 November 2026
    says: /update
Wed 4 Nov 2026 10:40  officer r.patel for ada@example.org
    /done 1
Wed 4 Nov 2026 10:40  > command reply to r.patel@council.example
Wed 4 Nov 2026 11:00  officer r.patel for ada@example.org
    /reopen
    Reason: the answer left the telephone out
Wed 4 Nov 2026 11:00  > command reply to r.patel@council.example
Wed 4 Nov 2026 11:10  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: nobody came and nobody rang
    Remedy: an apology
    Actions: none
Wed 4 Nov 2026 11:10  > response to ada@example.org
Wed 4 Nov 2026 11:10  > command reply to r.patel@council.example
Wed 4 Nov 2026 12:00  the end
