What was promised to one is owed on when the cases become one, and complaints of two stages stay two
Shows: A10, F06
Clauses: KH 4.0, HC 7.3

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler of our block. I want to complain.
Mon 11 Jan 2027 11:00  officer r.patel for ada@example.org
    /action 2027-01-29 r.patel bring a heater
Tue 12 Jan 2027 09:00  mail from Zed Quill <zed@example.net>: Heating
    The boiler of the block is still broken after I rang three times. I want to complain.
Tue 12 Jan 2027 10:00  mail from Bo Lind <bo@example.com>: Cold
    The boiler of our block is broken, and nobody came. I want to complain.
Tue 12 Jan 2027 13:00  officer r.patel for zed@example.net
    /merge KH-2027-00001
Tue 12 Jan 2027 13:00  > KH-2027-00001 withdrawn: action
Tue 12 Jan 2027 13:00  > KH-2027-00002 due Fri 29 Jan 2027: action
Tue 12 Jan 2027 15:00  officer r.patel for bo@example.com
    /respond
    Decision: upheld
    Reasons: the part was late
    Remedy: an apology
    Actions: none
# Who has an answer has their own.
Wed 13 Jan 2027 09:00  officer r.patel for zed@example.net
    /merge KH-2027-00003
Wed 13 Jan 2027 09:00  > command reply to r.patel@council.example
    says: Nothing was done
Wed 13 Jan 2027 10:00  mail from Bo Lind <bo@example.com>: Re: Your complaint
    (answers the response)
    I am not happy with this answer. Please take it to stage 2.
Wed 13 Jan 2027 10:00  > KH-2027-00003 changed: complaint, stage 2, open, with repairs
Wed 13 Jan 2027 11:00  officer r.patel for zed@example.net
    /merge KH-2027-00003
Wed 13 Jan 2027 11:00  > command reply to r.patel@council.example
    says: another stage
    says: /link KH-2027-00003
Wed 13 Jan 2027 12:00  the end
