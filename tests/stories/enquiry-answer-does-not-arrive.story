The answer to an enquiry that did not arrive is owed again
Shows: C10
Clauses: RB 13
Policies: rbkc-housing-management-2021
Every: missed

Thu 17 Dec 2026 10:00  mail from Cllr Hyacinth Okafor <cllr.okafor@example.net>: Roof at Alder Court
    One of my constituents at Alder Court has a leaking roof and has had no repair.
    Could you look into this? Many thanks, Cllr Hyacinth Okafor
Mon 21 Dec 2026 10:00  officer r.patel for cllr.okafor@example.net
    /respond The roof was mended on Friday.
Mon 21 Dec 2026 10:00  > changed: enquiry, closed-answered, with repairs
Mon 21 Dec 2026 10:05  bounce of the response to cllr.okafor@example.net
Mon 21 Dec 2026 10:05  > changed: enquiry, open, with repairs
Mon 21 Dec 2026 10:05  > due Thu 24 Dec 2026: enquiry
Mon 21 Dec 2026 10:05  > due Wed 30 Dec 2026: notify
Mon 21 Dec 2026 10:05  > delivery failed to repairs@council.example
    says: response
    says: - the answer to the enquiry, due by Thursday 24 December 2026
    does not say: have not moved
Tue 22 Dec 2026 10:00  officer r.patel for cllr.okafor@example.net
    /told rang Councillor Okafor and read the answer to her
Tue 22 Dec 2026 10:00  > met: enquiry
Tue 22 Dec 2026 10:00  > changed: enquiry, closed-answered, with repairs
Wed 6 Jan 2027 12:00  the end
