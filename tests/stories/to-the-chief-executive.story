A platform's notice is no complaint; a letter to the Chief Executive with us in copy is one like any other
Shows: A13
Clauses: KC 3.0, RB 11
Policies: kingston-corporate-2025
Every: acknowledgement, receipt

Mon 2 Nov 2026 10:00  mail from Chatterbook <notification@chatterbook.example>: Gareth Pugh mentioned your page
    (List-Unsubscribe: <https://chatterbook.example/stop>)
    (Auto-Submitted: auto-generated)
    Gareth Pugh wrote: the council never empties the bins in our street, I want to complain.
Mon 2 Nov 2026 10:00  > filed
Tue 3 Nov 2026 10:00  mail from Gareth Pugh <gareth@example.net>: The bins
    (To: Chief Executive <chief.executive@council.example>)
    (Cc: crm.complaints@council.example, mp@parliament.example)
    Your men never empty the bins in our street, and nobody answers. I want to complain.
Tue 3 Nov 2026 10:00  > case: complaint, stage 1, open, with streets
Tue 3 Nov 2026 10:00  > acknowledgement to gareth@example.net
Tue 3 Nov 2026 12:00  the end
