What a contractor does is the council's complaint, with its clock and its answer
Shows: C07
Clauses: KC 4.4, HC 5.4, HC 5.5
Policies: kingston-corporate-2025
Every: acknowledgement, response, routed

Mon 2 Nov 2026 10:00  mail from Gareth Pugh <gareth@example.net>: Your contractor
    Your contractor left rubbish on the pavement after he emptied the bins. I want to complain.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with streets
Mon 2 Nov 2026 10:00  > acknowledgement to gareth@example.net
    says: Monday 16 November 2026
Thu 12 Nov 2026 10:00  officer t.lund for gareth@example.net
    /respond
    Decision: upheld
    Reasons: the contractor works for us and did not follow our standard
    Remedy: an apology
    Actions: none
Thu 12 Nov 2026 10:00  > response to gareth@example.net
    says: the contractor works for us
Thu 12 Nov 2026 12:00  the end
