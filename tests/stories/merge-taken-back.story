A merging that is taken back leaves two complaints, each with its clock
Shows: A10, G10
Clauses: KH 4.0

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler of our block. I want to complain.
Tue 12 Jan 2027 09:00  mail from Zed Quill <zed@example.net>: Heating
    The boiler of the block is still broken after I rang three times. I want to complain.
Tue 12 Jan 2027 13:00  officer r.patel for zed@example.net
    /merge KH-2027-00001
Tue 12 Jan 2027 13:00  > KH-2027-00001 changed: complaint, stage 1, closed-merged, with repairs
Tue 12 Jan 2027 14:00  officer r.patel for zed@example.net
    /undo
Tue 12 Jan 2027 14:00  > KH-2027-00001 changed: complaint, stage 1, open, with repairs
Tue 12 Jan 2027 14:00  > KH-2027-00001 due Mon 25 Jan 2027: respond
Tue 26 Jan 2027 00:00  > KH-2027-00001 missed: respond
Wed 27 Jan 2027 00:00  > KH-2027-00002 missed: respond
Wed 27 Jan 2027 07:00  the end
