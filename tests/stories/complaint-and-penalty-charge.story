A complaint that a penalty charge is a part of: the resident is told that it must be challenged all the same, the officer how to split it off
Shows: C08
Clauses: KC 2.1.9
Policies: kingston-corporate-2025
Every: acknowledgement, assignment, case

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Your officer
    Your parking officer was rude and shouted at me when I asked about the penalty charge notice on my car. I want to complain.
Mon 2 Nov 2026 10:00  > KC-2026-00001 case: complaint, stage 1, open, with nobody
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
    says: If a part of it is about a penalty charge notice
    says: Please do not wait for us
    does not say: /split
Mon 2 Nov 2026 10:00  > assignment to t.lund@council.example
    says: parking: a penalty charge notice; dealt with by our parking team (KC 2.1.9)
    says: send /split other
    says: /route parking
Mon 2 Nov 2026 12:00  the end
