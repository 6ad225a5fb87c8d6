Whoever is complained about doesn't get the case, unless a manager says why
Shows: C12, F02
Clauses: KH 4.2, KC 4.2, HC 5.8
Every: assignment, command reply, response

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Your officer
    Mr Patel was rude to me when he came to mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
    says: interview them, and keep them informed (KH 4.2)
Tue 3 Nov 2026 09:00  officer t.lund for ada@example.org
    /assign r.patel
    Reason: he knows the flat
Tue 3 Nov 2026 09:00  > command reply to t.lund@council.example
    says: the complaint is about r.patel
Tue 3 Nov 2026 09:10  officer r.patel for ada@example.org
    /respond
    Decision: not upheld
    Reasons: I was not rude
    Remedy: none
    Actions: none
Tue 3 Nov 2026 09:10  > command reply to r.patel@council.example
    says: the complaint is about you
Tue 3 Nov 2026 09:20  officer r.patel for ada@example.org
    /close
    Reason: there is nothing in it
Tue 3 Nov 2026 09:20  > command reply to r.patel@council.example
    says: the complaint is about you
Tue 3 Nov 2026 10:00  officer j.okoro for ada@example.org
    /assign r.patel
Tue 3 Nov 2026 10:00  > command reply to j.okoro@council.example
    says: with a "Reason:"
# A manager weighs it: the name stood there, but the complaint is about somebody else.
Wed 4 Nov 2026 10:00  officer j.okoro for ada@example.org
    /assign r.patel
    Reason: she rang, it was another Mr Patel, of the gas company
Wed 4 Nov 2026 10:00  > assignment to r.patel@council.example
    says: another Mr Patel
Wed 4 Nov 2026 10:00  > command reply to j.okoro@council.example
Thu 5 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: not upheld
    Reasons: the gas company sent him
    Remedy: none
    Actions: none
Thu 5 Nov 2026 10:00  > command reply to r.patel@council.example
Thu 5 Nov 2026 10:00  > response to ada@example.org
Thu 5 Nov 2026 12:00  the end
