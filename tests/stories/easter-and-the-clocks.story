Easter: Good Friday, clocks forward on Sunday, Easter Monday
Shows: E04, E09
Clauses: KH 4.2, HC 4.1
Every: due, reminder

Thu 25 Mar 2027 16:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 25 Mar 2027 16:00  > due Mon 5 Apr 2027: acknowledge
Thu 25 Mar 2027 16:00  > due Mon 19 Apr 2027: respond
Thu 25 Mar 2027 16:00  > acknowledgement to ada@example.org
    says: Monday 12 April 2027
Thu 25 Mar 2027 16:00  > due Mon 12 Apr 2027: respond
Thu 25 Mar 2027 16:00  > due Mon 5 Apr 2027: define
Fri 2 Apr 2027 08:00  > reminder to repairs@council.example
Wed 7 Apr 2027 08:00  > reminder to repairs@council.example
Fri 9 Apr 2027 08:00  > reminder to repairs@council.example
Mon 12 Apr 2027 08:00  > reminder to repairs@council.example
Mon 12 Apr 2027 12:00  the end
