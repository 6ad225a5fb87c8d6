In a group's answer nobody reads another's words, even where none were defined
Shows: A10, F03
Clauses: KH 4.0, HC 6.9
Every: response

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler of our block. My mother is ill. I want to complain.
Mon 2 Nov 2026 15:00  mail from Peter Hale <p.hale@example.com>: Cold
    The boiler of the block is broken and nobody came. I have a baby. I want to complain.
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /merge KH-2026-00002
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: £50 for each home
    Actions: none
Tue 10 Nov 2026 10:00  > response to ada@example.org
    says: My mother is ill.
    does not say: baby
Tue 10 Nov 2026 10:00  > response to p.hale@example.com
    says: I have a baby.
    does not say: mother
Tue 10 Nov 2026 12:00  the end
