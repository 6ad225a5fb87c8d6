A councillor who names a resident's case makes an enquiry of their own, and learns nothing of the case
Shows: C09
Clauses: RB 13
Policies: rbkc-housing-management-2021
Every: receipt, held

Mon 7 Dec 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler although I rang twice. I want to complain.
Thu 17 Dec 2026 10:00  mail from Cllr Hyacinth Okafor <cllr.okafor@example.net>: RB-2026-00001
    My constituent Ms Fenwick tells me that her boiler is still broken. Where does this stand?
    Cllr Hyacinth Okafor
Thu 17 Dec 2026 10:00  > case: enquiry, open, with repairs
Thu 17 Dec 2026 10:00  > receipt to cllr.okafor@example.net
    does not say: RB-2026-00001
Fri 18 Dec 2026 12:00  the end
