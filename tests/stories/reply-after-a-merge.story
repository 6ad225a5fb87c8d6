Who answers an old letter after their case was merged is heard on the case that deals with it, and on no other
Shows: A10
Clauses: KH 4.0
Every: triage, joined, changed

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler of our block. I want to complain.
Wed 13 Jan 2027 09:00  mail from Zed Quill <zed@example.net>: Heating
    The boiler of the block is still broken after I rang three times. I want to complain.
Wed 13 Jan 2027 09:00  > acknowledgement to zed@example.net
    says: KH-2027-00002
Wed 13 Jan 2027 13:00  officer r.patel for ada@example.org
    /assign r.patel
    /merge KH-2027-00002
Wed 13 Jan 2027 13:00  > KH-2027-00001 changed: complaint, stage 1, open, with r.patel
Wed 13 Jan 2027 13:00  > KH-2027-00002 changed: complaint, stage 1, closed-merged, with repairs
# The subject names the case that is over.
Thu 14 Jan 2027 10:00  mail from Zed Quill <zed@example.net>: Re: Your complaint KH-2027-00002: what happens next
    (answers the acknowledgement)
    Any news?
Thu 14 Jan 2027 10:00  > KH-2027-00001 joined
Thu 14 Jan 2027 10:00  > KH-2027-00001 new message to r.patel@council.example
    says: Any news?
Mon 18 Jan 2027 09:00  officer r.patel for zed@example.net
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
Mon 18 Jan 2027 09:00  > KH-2027-00002 command reply to r.patel@council.example
    says: it is dealt with in KH-2027-00001
Mon 18 Jan 2027 12:00  the end
