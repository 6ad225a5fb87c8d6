At Kingston a councillor's mail is an enquiry with a complaint's clock
Shows: C09
Clauses: KH 3.0

Thu 17 Dec 2026 10:00  mail from Cllr Hyacinth Okafor <cllr.okafor@example.net>: Roof at Alder Court
    One of my constituents at Alder Court has a leaking roof and has had no repair.
    Could you look into this? Many thanks, Cllr Hyacinth Okafor
Thu 17 Dec 2026 10:00  > case: enquiry, stage 1, open, with repairs
Thu 17 Dec 2026 10:00  > due Thu 24 Dec 2026: acknowledge
Thu 17 Dec 2026 10:00  > acknowledgement to cllr.okafor@example.net
    says: Tuesday 5 January 2027
Thu 17 Dec 2026 10:00  > due Tue 5 Jan 2027: respond
Thu 17 Dec 2026 12:00  the end
