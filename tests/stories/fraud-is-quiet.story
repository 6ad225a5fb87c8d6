Whoever tells of a crime by staff gets no letter that could warn anyone, and a person sees to it
Shows: C06
Clauses: RB 5.5, RB 5.7, ME 5.10.14
Policies: rbkc-housing-management-2021
Never: acknowledgement, receipt, routed, thanks, service request
Every: assignment, triage

Mon 2 Nov 2026 10:00  mail from Ines Ward <ines@example.com>: Your officer
    Your officer asked for a bribe before he would mend the boiler. I want to complain.
Mon 2 Nov 2026 10:00  > opened
Mon 2 Nov 2026 10:00  > assignment to t.lund@council.example
    says: it must stay with few
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: notify
Mon 2 Nov 2026 10:00  > due Mon 9 Nov 2026: acknowledge
Tue 3 Nov 2026 10:00  officer h.grant for ines@example.com
    /told rang her from the investigations team
Tue 3 Nov 2026 10:00  > met: notify
Tue 3 Nov 2026 10:00  > met: acknowledge
Wed 4 Nov 2026 10:00  the end
