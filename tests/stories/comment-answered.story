Who sent a comment and would like an answer gets one in plain words
Shows: A06
Clauses: KH 10
Every: thanks, response, changed

Mon 2 Nov 2026 10:00  mail from Peter Hale <p.hale@example.com>: An idea for the street lights
    In my opinion the new street lights are too bright. Just a suggestion.
Mon 2 Nov 2026 10:00  > case: comment, closed-noted, with streets
Mon 2 Nov 2026 10:00  > thanks to p.hale@example.com
Tue 3 Nov 2026 10:00  officer r.patel for p.hale@example.com
    /respond Thank you. They will be dimmed after midnight from December.
Tue 3 Nov 2026 10:00  > response to p.hale@example.com
    says: They will be dimmed after midnight
    does not say: stage
Tue 3 Nov 2026 10:00  > changed: comment, closed-answered, with streets
Wed 4 Nov 2026 12:00  the end
