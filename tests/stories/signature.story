An officer's signature without a closing above it does not go to the resident
Shows: G09
Clauses: KH 9.0
Never: refusal

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /update The part has come. We fit it on Monday.

    R. Patel
    Repairs Officer
    T: 020 8547 5000 ext. 12
Tue 3 Nov 2026 10:00  > update to ada@example.org
    says: We fit it on Monday.
    does not say: Repairs Officer
    does not say: ext. 12
Wed 4 Nov 2026 10:00  officer r.patel for ada@example.org
    /update The pump is in.
    Outcome: it is warm.

    R. Patel
    Repairs Officer

    Sent from my iPhone

    This email and any files with it are confidential and intended only for the person to whom they are addressed. If you have received this email in error, please tell the sender and delete it.
Wed 4 Nov 2026 10:00  > update to ada@example.org
    says: The pump is in.
    says: Outcome: it is warm.
    does not say: Repairs Officer
    does not say: iPhone
    does not say: confidential
Wed 4 Nov 2026 12:00  the end
