Praise is recorded, thanked for and passed on
Shows: A07
Clauses: KH 10, KC 10
Every: due

Mon 2 Nov 2026 10:00  mail from Dorothy Wynn <dorothy@example.org>: Our caretaker
    Thank you, your caretaker was wonderful.
Mon 2 Nov 2026 10:00  > case: compliment, closed-noted, with repairs
Mon 2 Nov 2026 10:00  > thanks to dorothy@example.org
Mon 2 Nov 2026 10:00  > assignment to repairs@council.example
Mon 2 Nov 2026 12:00  the end
