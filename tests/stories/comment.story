A comment is thanked for and passed to the team it is about
Shows: A06
Clauses: KH 10, KC 10
Never: acknowledgement
Every: due

Mon 2 Nov 2026 10:00  mail from Peter Hale <p.hale@example.com>: An idea for the street lights
    In my opinion the new street lights are too bright. Just a suggestion.
Mon 2 Nov 2026 10:00  > case: comment, closed-noted, with streets
Mon 2 Nov 2026 10:00  > thanks to p.hale@example.com
    says: passed it to the team it is about
    says: If you would like an answer, please tell us.
Mon 2 Nov 2026 10:00  > assignment to streets@council.example
    says: too bright
Mon 2 Nov 2026 12:00  the end
