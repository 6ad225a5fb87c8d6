A representative without authority learns that the case is closed, and nothing of it
Shows: B02
Clauses: KC 3.0, HC 5.11
Rule: no_consent: she does not know that i write
Every: update

Mon 2 Nov 2026 10:00  mail from Tom Reed <tom@example.org>: My neighbour's boiler
    I write for Mrs Fenwick next door, she does not know that I write. Nobody came to mend her boiler. I want to complain.
Tue 10 Nov 2026 10:00  officer r.patel for tom@example.org
    /close
    Reason: Mrs Fenwick is in hospital and does not want it
Tue 10 Nov 2026 10:00  > update to tom@example.org
    says: is closed
    says: Nothing shows us yet that you may speak
    says: Housing Ombudsman Service
    does not say: hospital
Wed 11 Nov 2026 12:00  the end
