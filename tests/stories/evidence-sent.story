The Ombudsman's request for evidence is answered in plain words, with the documents
Shows: E11
Clauses: ME 5.8.4
Policies: medway-housing-2022
Rule: other ombudsman: please send the evidence that we list below
Every: response, missed, refusal

Mon 2 Nov 2026 10:00  mail from D. Casey <casey@ombudsman.example>: Case 20261
    Please send the evidence that we list below.
Tue 3 Nov 2026 10:00  officer t.lund for casey@ombudsman.example
    /reclassify evidence
    /respond Please find the file attached. It is complete.
Tue 3 Nov 2026 10:00  > met: evidence
Tue 3 Nov 2026 10:00  > changed: evidence, closed-answered, with nobody
Tue 3 Nov 2026 10:00  > response to casey@ombudsman.example
    says: Please find the file attached. It is complete.
    does not say: stage
    does not say: log a complaint
Fri 27 Nov 2026 12:00  the end
