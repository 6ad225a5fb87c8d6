Each of a group reads their own reference, their own day and their own words
Shows: A10, F03, F04, G09
Clauses: KH 4.0, HC 6.9, HC 6.19
Every: response

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler of our block. My mother is ill. I want to complain.
Wed 13 Jan 2027 09:00  mail from Zed Quill <zed@example.net>: Heating
    The boiler of the block is still broken after I rang three times. I want to complain.
Wed 13 Jan 2027 13:00  officer r.patel for zed@example.net
    /assign r.patel
    /merge KH-2027-00001
Thu 14 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint KH-2027-00001: what happens next
    (answers the acknowledgement)
    Any news?
Thu 14 Jan 2027 10:00  > KH-2027-00002 joined
Mon 18 Jan 2027 10:00  officer r.patel for zed@example.net
    /extend 5 February
    Reason: the part is late
Mon 18 Jan 2027 10:00  > extension to ada@example.org
    says: KH-2027-00001
    says: by Monday 25 January 2027
Mon 18 Jan 2027 10:00  > extension to zed@example.net
    says: KH-2027-00002
    says: by Wednesday 27 January 2027
Mon 1 Feb 2027 10:00  officer r.patel for zed@example.net
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: £50 for each home
    Actions: none
Mon 1 Feb 2027 10:00  > response to ada@example.org
    says: Your complaint KH-2027-00001
    says: We received it on: Monday 11 January 2027
    says: My mother is ill.
    does not say: Any news?
    does not say: KH-2027-00002
    does not say: rang three times
Mon 1 Feb 2027 10:00  > response to zed@example.net
    says: Your complaint KH-2027-00002
    says: We received it on: Wednesday 13 January 2027
    says: rang three times
    does not say: KH-2027-00001
    does not say: mother
# One asks for stage 2: who did not is not thanked for it.
Wed 3 Feb 2027 10:00  mail from Ada Fenwick <ada@example.org>: Re: Your complaint
    (answers the response)
    I am not happy. My mother is still ill. Please take it to stage 2.
Wed 3 Feb 2027 10:00  > acknowledgement to ada@example.org
    says: Thank you for telling us that our first answer did not settle your complaint.
    says: Nobody came to mend the boiler of our block.
    says: My mother is still ill.
Wed 3 Feb 2027 10:00  > acknowledgement to zed@example.net
    does not say: Thank you for telling us
    says: rang three times
    does not say: mother
Wed 3 Feb 2027 12:00  officer j.okoro for zed@example.net
    /assign j.okoro
Fri 5 Feb 2027 10:00  officer j.okoro for zed@example.net
    /respond
    Decision: upheld
    Reasons: the second part was late too
    Remedy: £100 for each home
    Actions: none
Fri 5 Feb 2027 10:00  > response to ada@example.org
    says: Nobody came to mend the boiler of our block.
    says: My mother is still ill.
    does not say: rang three times
Fri 5 Feb 2027 10:00  > response to zed@example.net
    says: rang three times
    does not say: mother
Fri 5 Feb 2027 12:00  the end
