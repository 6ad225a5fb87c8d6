An officer's mail program puts our mail below the answer without any mark: nothing of it reaches the resident, and its actions are nobody's
Shows: G09, A16
Clauses: KH 9.0
Never: refusal

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /update We come on Friday.

    Complaints <crm.complaints@council.example>
    03/11/2026 09:00
    To R. Patel <r.patel@council.example>
    cc
    Subject New complaint

    A new complaint is with you.

    Reference:  KH-2026-00001

    /withdrawn
Tue 3 Nov 2026 10:00  > update to ada@example.org
    says: We come on Friday.
    does not say: A new complaint
Tue 3 Nov 2026 12:00  the end
