A complaint comes under a policy that its council serves, and under no other's
Shows: A14
Clauses: KC 4.4, KH 1.0
Policies: kingston-housing-landlord-2024, kingston-corporate-2025

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Complaint
    I want to complain. I have written three times about my problem and nobody answers. This is terrible service.
Wed 13 Jan 2027 10:00  officer t.lund for ada@example.org
    /policy rbkc-housing-management-2021
Wed 13 Jan 2027 10:00  > command reply to t.lund@council.example
    says: Nothing was done
    says: kingston-housing-landlord-2024, kingston-corporate-2025
    does not say: medway
Wed 13 Jan 2027 11:00  officer t.lund for ada@example.org
    /help
Wed 13 Jan 2027 11:00  > command reply to t.lund@council.example
    says: kingston-corporate-2025
    does not say: rbkc-housing-management-2021
    does not say: medway
Wed 13 Jan 2027 12:00  officer t.lund for ada@example.org
    /policy kingston-corporate-2025
Wed 13 Jan 2027 12:00  > command reply to t.lund@council.example
    does not say: Nothing was done
Wed 13 Jan 2027 13:00  the end
