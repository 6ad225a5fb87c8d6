A letter before claim is a threat and no exclusion: the clock runs as for any other
Shows: B08
Clauses: KH 2.1.2
Never: refusal

Mon 2 Nov 2026 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain. My solicitor will send you a letter before claim.
Mon 2 Nov 2026 10:00  > case: complaint, stage 1, open, with repairs
    says: legal threat
    does not say: legal proceedings
Mon 2 Nov 2026 10:00  > acknowledgement to ada@example.org
    says: Monday 16 November 2026
Tue 17 Nov 2026 00:00  > missed: respond
Tue 17 Nov 2026 07:00  the end
