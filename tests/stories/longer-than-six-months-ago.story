A policy with another limit than a year: the officer's day is counted by it, and a guess of the rules falls with it
Shows: B07
Clauses: HC 2.3
Policies: housing-ombudsman-code-2024
Differs: issue_age = { months = 6, clause = "1" }

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Fence
    Two years ago your contractor left my fence down and nobody came back. I want to complain.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with nobody
    says: over 12 months
Tue 3 Nov 2026 09:00  officer r.patel for ada@example.org
    /occurred 3 April 2026
Tue 3 Nov 2026 09:00  > changed: complaint, stage 1, open, with nobody
    says: over 6 months
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /occurred 3 September 2026
Tue 3 Nov 2026 10:00  > changed: complaint, stage 1, open, with nobody
    does not say: over 6 months
    does not say: over 12 months
Tue 3 Nov 2026 12:00  the end
