A councillor's enquiry is answered in plain words, without the parts of a complaint's answer
Shows: C09, C10
Clauses: RB 13
Policies: rbkc-housing-management-2021
Every: response, command reply, missed, refusal

Thu 17 Dec 2026 10:00  mail from Cllr Hyacinth Okafor <cllr.okafor@example.net>: Roof at Alder Court
    One of my constituents at Alder Court has a leaking roof and has had no repair.
    Could you look into this? Many thanks, Cllr Hyacinth Okafor
Thu 17 Dec 2026 10:00  > case: enquiry, open, with repairs
Mon 21 Dec 2026 09:00  officer r.patel for cllr.okafor@example.net
    /respond
Mon 21 Dec 2026 09:00  > command reply to r.patel@council.example
    says: the answer is missing
    does not say: Decision
Mon 21 Dec 2026 10:00  officer r.patel for cllr.okafor@example.net
    /respond Dear Councillor,

    the roof was mended on Friday.
    Outcome: it is dry again.
Mon 21 Dec 2026 10:00  > met: enquiry
Mon 21 Dec 2026 10:00  > changed: enquiry, closed-answered, with repairs
Mon 21 Dec 2026 10:00  > command reply to r.patel@council.example
    says: the answer goes to the resident
Mon 21 Dec 2026 10:00  > response to cllr.okafor@example.net
    says: Your enquiry RB-2026-00001: our answer
    says: the roof was mended on Friday.
    says: Outcome: it is dry again.
    does not say: stage
    does not say: What we decided
    does not say: Putting it right
    does not say: Ombudsman
Wed 6 Jan 2027 12:00  the end
