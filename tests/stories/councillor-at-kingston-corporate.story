Under the corporate policy casework is an enquiry, logged and asked about, without a complaint's clock
Shows: C09
Clauses: KC 2.1.10, RB 13
Policies: kingston-corporate-2025
Never: acknowledgement

Mon 2 Nov 2026 10:00  mail from Cllr Hyacinth Okafor <cllr.okafor@example.net>: Bins in Mill Lane
    One of my constituents in Mill Lane has not had the bins emptied.
    Could you look into this? Many thanks, Cllr Hyacinth Okafor
Mon 2 Nov 2026 10:00  > case: enquiry, open, with streets
Mon 2 Nov 2026 10:00  > receipt to cllr.okafor@example.net
    says: KC-2026-00001
    says: you meant this as a complaint
Mon 2 Nov 2026 10:00  > assignment to streets@council.example
Mon 2 Nov 2026 12:00  the end
