What was taken for a comment is a complaint after all: its clock runs from the day it was received
Shows: A15, D01
Clauses: KH 2.0, HC 6.2
Every: acknowledgement

Mon 2 Nov 2026 10:00  mail from Peter Hale <p.hale@example.com>: An idea for the street lights
    In my opinion the new street lights are too bright. Just a suggestion.
Mon 2 Nov 2026 10:00  > case: comment, closed-noted, with streets
Thu 12 Nov 2026 10:00  officer t.lund for p.hale@example.com
    /reclassify complaint
Thu 12 Nov 2026 10:00  > changed: complaint, stage 1, open, with streets
Thu 12 Nov 2026 10:00  > due Mon 9 Nov 2026: acknowledge
# From the acknowledgement's own last day, not from the late one: ten working days after 9 November.
Thu 12 Nov 2026 10:00  > acknowledgement to p.hale@example.com
    says: Monday 23 November 2026
Thu 12 Nov 2026 10:00  > due Mon 23 Nov 2026: respond
Thu 12 Nov 2026 12:00  the end
