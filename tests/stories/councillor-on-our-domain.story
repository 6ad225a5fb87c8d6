A councillor who writes from the council's own domain is no member of staff; a colleague's mail about nothing is kept for a person
Shows: C09
Clauses: RB 13
Policies: rbkc-housing-management-2021
Every: receipt

Thu 17 Dec 2026 10:00  mail from Cllr Hyacinth Okafor <cllr.okafor@council.example>: Roof at Alder Court
    One of my constituents at Alder Court has a leaking roof and has had no repair.
    Could you look into this? Many thanks, Cllr Hyacinth Okafor
Thu 17 Dec 2026 10:00  > case: enquiry, open, with repairs
Thu 17 Dec 2026 10:00  > receipt to cllr.okafor@council.example
Thu 17 Dec 2026 11:00  mail from Tom Ash <tom.ash@council.example>: Rota
    Please can you send me the rota for next week?
Fri 18 Dec 2026 12:00  the end
