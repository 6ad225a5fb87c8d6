Two who complain of the same matter get one investigation and the same answer, each alone
Shows: A10
Clauses: KH 4.0, KC 4.0
Every: response, missed, case, definition

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler of our block. I want to complain.
Mon 2 Nov 2026 10:00  > KH-2026-00001 case: complaint, stage 1, open, with repairs
Mon 2 Nov 2026 15:00  mail from Peter Hale <p.hale@example.com>: Cold
    The boiler of the block is broken and nobody came. I have a baby. I want to complain.
Mon 2 Nov 2026 15:00  > KH-2026-00002 case: complaint, stage 1, open, with repairs
Tue 3 Nov 2026 10:00  officer r.patel for ada@example.org
    /merge KH-2026-00002
Tue 3 Nov 2026 10:00  > KH-2026-00002 changed: complaint, stage 1, closed-merged, with repairs
Tue 3 Nov 2026 10:00  > KH-2026-00002 withdrawn: respond
Tue 3 Nov 2026 11:00  officer r.patel for ada@example.org
    /define
    Definition: the boiler of the block is broken
    Outcome: a boiler that works
    Responsible: we are responsible for all of it
Tue 3 Nov 2026 11:00  > definition to ada@example.org
    says: Dear Ada Fenwick
    does not say: Hale
Tue 3 Nov 2026 11:00  > definition to p.hale@example.com
    says: Dear Peter Hale
    does not say: Fenwick
# What one of them writes comes to the case that both take part in.
Wed 4 Nov 2026 10:00  mail from Peter Hale <p.hale@example.com>: Re: Your complaint
    (answers the acknowledgement)
    It is cold in the bathroom too.
Wed 4 Nov 2026 10:00  > KH-2026-00001 joined
Wed 4 Nov 2026 10:00  > KH-2026-00001 new message to repairs@council.example
    says: It is cold in the bathroom too.
Tue 10 Nov 2026 10:00  officer r.patel for ada@example.org
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: £50 for each home
    Actions: none
Tue 10 Nov 2026 10:00  > KH-2026-00001 response to ada@example.org
    says: Dear Ada Fenwick
    says: £50 for each home
    does not say: Hale
    does not say: p.hale@example.com
    does not say: baby
Tue 10 Nov 2026 10:00  > KH-2026-00001 response to p.hale@example.com
    says: Dear Peter Hale
    says: £50 for each home
    does not say: Fenwick
    does not say: ada@example.org
Tue 10 Nov 2026 10:00  > KH-2026-00001 changed: complaint, stage 1, closed-answered, with repairs
# One of them is not content: stage 2 is for both, and neither reads the other's words.
Mon 23 Nov 2026 15:00  mail from Peter Hale <p.hale@example.com>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. My baby is ill.
Mon 23 Nov 2026 15:00  > KH-2026-00001 changed: complaint, stage 2, open, with repairs
Mon 23 Nov 2026 15:00  > KH-2026-00001 acknowledgement to p.hale@example.com
    says: Dear Peter Hale
    says: My baby is ill.
Mon 23 Nov 2026 15:00  > KH-2026-00001 acknowledgement to ada@example.org
    says: Dear Ada Fenwick
    does not say: baby
    does not say: Hale
Mon 23 Nov 2026 16:00  the end
