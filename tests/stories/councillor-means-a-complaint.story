A councillor at RBKC says that a complaint is meant: the complaint's clock takes the enquiry's place
Shows: C09, C10
Clauses: RB 13, KC 2.1.10
Policies: rbkc-housing-management-2021
Every: acknowledgement, receipt, missed

Mon 2 Nov 2026 10:00  mail from Cllr Hyacinth Okafor <cllr.okafor@example.net>: Roof at Alder Court
    One of my constituents at Alder Court has a leaking roof and has had no repair.
    Could you look into this? Many thanks, Cllr Hyacinth Okafor
Mon 2 Nov 2026 10:00  > case: enquiry, open, with repairs
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: enquiry
Mon 2 Nov 2026 10:00  > receipt to cllr.okafor@example.net
    says: you meant this as a complaint
Wed 4 Nov 2026 10:00  mail from Cllr Hyacinth Okafor <cllr.okafor@example.net>: Re: Roof at Alder Court
    (answers the receipt)
    Yes, please log it as a complaint. This is unacceptable. Cllr Hyacinth Okafor
Wed 4 Nov 2026 10:00  > joined
Wed 4 Nov 2026 10:00  > due Wed 11 Nov 2026: triage
Wed 4 Nov 2026 10:00  > triage to t.lund@council.example
    says: It is an enquiry under RB-2026-00001
Wed 4 Nov 2026 14:00  officer t.lund for cllr.okafor@example.net
    /reclassify complaint
Wed 4 Nov 2026 14:00  > withdrawn: enquiry
Wed 4 Nov 2026 14:00  > met: triage
Wed 4 Nov 2026 14:00  > changed: complaint, stage 1, open, with repairs
Wed 4 Nov 2026 14:00  > due Mon 9 Nov 2026: acknowledge
Wed 4 Nov 2026 14:00  > due Mon 16 Nov 2026: respond
Wed 4 Nov 2026 14:00  > acknowledgement to cllr.okafor@example.net
    says: Monday 16 November 2026
Tue 10 Nov 2026 00:00  > missed: define
Tue 17 Nov 2026 00:00  > missed: respond
Tue 17 Nov 2026 07:00  the end
