Authority is asked for while the clock runs; until it is there nothing personal goes out
Shows: B01, B02
Clauses: KH 3.0, KC 3.0, RB 6, HC 3.6
Rule: no_consent: she does not know that i write
Every: consent, response, acknowledgement, command reply, update

Mon 2 Nov 2026 10:00  mail from Tom Reed <tom@example.org>: My neighbour's boiler
    I write for Mrs Fenwick next door, she does not know that I write. Nobody came to mend her boiler. I want to complain.
Mon 2 Nov 2026 10:00  > acknowledgement to tom@example.org
    says: Monday 16 November 2026
    says: a note in which they say that you may speak for them
Mon 2 Nov 2026 10:00  > consent to tom@example.org
    says: KH-2026-00001
    says: We go on with the complaint while we wait.
Mon 2 Nov 2026 10:00  > due Mon 16 Nov 2026: respond
Tue 10 Nov 2026 10:00  officer r.patel for tom@example.org
    /update Mrs Fenwick's boiler is the third on our list.
Tue 10 Nov 2026 10:00  > command reply to r.patel@council.example
    says: Nothing was done
Tue 10 Nov 2026 11:00  officer r.patel for tom@example.org
    /respond
    Decision: upheld
    Reasons: Mrs Fenwick was not in when we came
    Remedy: £50
    Actions: none
Tue 10 Nov 2026 11:00  > command reply to r.patel@council.example
    says: the answer is held
    says: /consent
Wed 11 Nov 2026 10:00  mail from Tom Reed <tom@example.org>: Re: may you speak for them?
    (answers the consent)
    Here is the letter that Mrs Fenwick signed.
Wed 11 Nov 2026 10:00  > joined
Wed 11 Nov 2026 10:00  > new message to repairs@council.example
Wed 11 Nov 2026 11:00  officer r.patel for tom@example.org
    /consent
    Text: a letter that Mrs Fenwick signed on 10 November
Wed 11 Nov 2026 11:00  > command reply to r.patel@council.example
Wed 11 Nov 2026 11:10  officer r.patel for tom@example.org
    /respond
    Decision: upheld
    Reasons: Mrs Fenwick was not in when we came
    Remedy: £50
    Actions: none
Wed 11 Nov 2026 11:10  > command reply to r.patel@council.example
Wed 11 Nov 2026 11:10  > response to tom@example.org
Wed 11 Nov 2026 12:00  the end
