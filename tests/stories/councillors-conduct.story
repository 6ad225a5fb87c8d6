The conduct of a councillor goes to the Monitoring Officer, and what is not taken on is refused with reasons
Shows: C04, C15, B05
Clauses: KC 4.4, RB 5.8, HC 2.4
Policies: kingston-corporate-2025
Every: routed, refusal

Mon 2 Nov 2026 10:00  mail from Gareth Pugh <gareth@example.net>: At the meeting
    Councillor Dixon was rude to me in the street. I want to complain.
Tue 3 Nov 2026 10:00  officer t.lund for gareth@example.net
    /route councillor
Tue 3 Nov 2026 10:00  > routed to gareth@example.net
    says: our Monitoring Officer
    says: Guildhall, High Street, Kingston upon Thames KT1 1EU
Tue 3 Nov 2026 10:00  > due Tue 10 Nov 2026: notify
Wed 4 Nov 2026 10:00  officer t.lund for gareth@example.net
    /told passed to the Monitoring Officer
    /decline
    Reason: the conduct of councillors is for the Monitoring Officer
Wed 4 Nov 2026 10:00  > met: notify
Wed 4 Nov 2026 10:00  > refusal to gareth@example.net
    says: Local Government and Social Care Ombudsman
Wed 4 Nov 2026 10:00  > changed: complaint, stage 1, closed-refused, with nobody
Wed 4 Nov 2026 12:00  the end
