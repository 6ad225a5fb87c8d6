Where the list of bank holidays ends no date is guessed
Shows: E04
Clauses: KH 4.2

Thu 28 Dec 2028 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
Thu 28 Dec 2028 10:00  > opened
Thu 28 Dec 2028 10:00  > due no day: acknowledge
Thu 28 Dec 2028 10:00  > due no day: respond
Thu 28 Dec 2028 10:00  > due no day: triage
Thu 28 Dec 2028 10:00  > alert: calendar
    says: KH-2028-00001 has no date
Thu 28 Dec 2028 10:00  > acknowledgement to ada@example.org
    says: we will write to you with the date
Fri 29 Dec 2028 08:30  > digest to t.lund@council.example
Fri 29 Dec 2028 12:00  the end
