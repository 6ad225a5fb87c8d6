A message about two matters of other procedures: the sender is told of each
Shows: C08, C15
Clauses: RB 5, HC 2.4
Rule: other foi: under the freedom of information act
Rule: other pcn: my penalty charge
Every: routed, receipt, acknowledgement

Mon 2 Nov 2026 10:00  mail from Ben Marsh <ben@example.org>: Two things
    Please send me the parking income under the Freedom of Information Act. My penalty charge is number 12.
Mon 2 Nov 2026 10:00  > routed to ben@example.org
    says: About information that we hold: this is dealt with by our information team.
    says: They will answer within 20 working days
    says: About a penalty charge notice: this is dealt with by our parking team.
    says: in the time that it gives
Mon 2 Nov 2026 12:00  the end
