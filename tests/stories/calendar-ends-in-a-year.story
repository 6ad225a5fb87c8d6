Twelve months before the list of bank holidays ends, staff are told
Shows: E04
Clauses: KH 4.2
Every: alert

Thu 30 Dec 2027 10:00  mail from Ada Fenwick <ada@example.org>: Boiler
    Nobody came to mend the boiler. I want to complain.
# 31 December 2028 is a year away until New Year; the fourth is the first working day.
Tue 4 Jan 2028 08:30  > alert: calendar
    says: 2028-12-31
Fri 7 Jan 2028 12:00  the end
