An MP may be told about a constituent's case without a paper
Shows: B01, C09
Clauses: KH 3.0, RB 6
Rule: no_consent: on behalf of my constituent
Never: consent

Mon 2 Nov 2026 10:00  mail from Sarah Vane MP <vane@example.net>: Boiler at Alder Court
    I write on behalf of my constituent Mrs Fenwick. Nobody came to mend her boiler. Please look into it.
Mon 2 Nov 2026 10:00  > case: enquiry, stage 1, open, with repairs
Mon 2 Nov 2026 10:00  > acknowledgement to vane@example.net
Thu 12 Nov 2026 10:00  officer r.patel for vane@example.net
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology to Mrs Fenwick
    Actions: none
Thu 12 Nov 2026 10:00  > response to vane@example.net
    says: an apology to Mrs Fenwick
Thu 12 Nov 2026 12:00  the end
