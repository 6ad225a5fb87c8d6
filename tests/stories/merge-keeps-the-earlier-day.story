Whoever complained first is answered by the day that they were told, also when their case joins a later one
Shows: A10, E01, E05, E10
Clauses: KH 4.0, KH 4.2, HC 6.4
Every: extension

Mon 11 Jan 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler of our block. There are bare wires in the kitchen. I want to complain.
Mon 11 Jan 2027 10:00  > KH-2027-00001 due Mon 25 Jan 2027: respond
Wed 20 Jan 2027 09:00  mail from Zed Quill <zed@example.net>: Heating
    The boiler of the block is still broken after I rang three times. I want to complain.
Wed 20 Jan 2027 09:00  > KH-2027-00002 due Wed 3 Feb 2027: respond
Wed 20 Jan 2027 13:00  officer r.patel for zed@example.net
    /assign r.patel
    /merge KH-2027-00001
Wed 20 Jan 2027 13:00  > KH-2027-00001 changed: complaint, stage 1, closed-merged, with repairs
Wed 20 Jan 2027 13:00  > KH-2027-00001 withdrawn: respond
# What both wait for is due by the earlier day, and who is at risk stays so.
Wed 20 Jan 2027 13:00  > KH-2027-00002 due Mon 25 Jan 2027: respond
Wed 20 Jan 2027 13:00  > KH-2027-00002 changed: complaint, stage 1, open, with r.patel
    says: urgent hazard
# Ten working days from 25 January are 8 February, whatever the other was told.
Thu 21 Jan 2027 10:00  officer r.patel for zed@example.net
    /extend 9 February
    Reason: the part is late
Thu 21 Jan 2027 10:00  > command reply to r.patel@council.example
    says: at most
    says: Monday 8 February 2027
# Of the two only Ada is told of a later day: Zed has that of 3 February.
Fri 22 Jan 2027 10:00  officer r.patel for zed@example.net
    /extend 2 February
    Reason: the part is late
Fri 22 Jan 2027 10:00  > KH-2027-00002 due Tue 2 Feb 2027: respond
Fri 22 Jan 2027 10:00  > extension to ada@example.org
    says: KH-2027-00001
    says: We said that we would answer your complaint by Monday 25 January 2027.
    says: Tuesday 2 February 2027
    does not say: 3 February
Mon 1 Feb 2027 10:00  officer r.patel for zed@example.net
    /extend 8 February
    Reason: the part is later still
Mon 1 Feb 2027 10:00  > extension to ada@example.org
    says: We said that we would answer your complaint by Tuesday 2 February 2027.
Mon 1 Feb 2027 10:00  > extension to zed@example.net
    says: KH-2027-00002
    says: We said that we would answer your complaint by Wednesday 3 February 2027.
Tue 9 Feb 2027 00:00  > KH-2027-00002 missed: respond
Tue 9 Feb 2027 07:00  the end
