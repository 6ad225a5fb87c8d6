A councillor's enquiry at RBKC is answered within five working days
Shows: C09, C10
Clauses: RB 13
Policies: rbkc-housing-management-2021
Every: reminder, missed, chase, assignment

Thu 17 Dec 2026 10:00  mail from Cllr Hyacinth Okafor <cllr.okafor@example.net>: Roof at Alder Court
    One of my constituents at Alder Court has a leaking roof and has had no repair.
    Could you look into this? Many thanks, Cllr Hyacinth Okafor
Thu 17 Dec 2026 10:00  > case: enquiry, open, with repairs
Thu 17 Dec 2026 10:00  > assignment to repairs@council.example
Thu 17 Dec 2026 10:00  > assignment to h.grant@council.example
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: enquiry
Thu 17 Dec 2026 10:00  > receipt to cllr.okafor@example.net
Tue 22 Dec 2026 08:00  > reminder to repairs@council.example
Thu 24 Dec 2026 08:00  > reminder to repairs@council.example
Fri 25 Dec 2026 00:00  > missed: enquiry
Tue 29 Dec 2026 08:00  > chase to repairs@council.example
Tue 29 Dec 2026 12:00  the end
