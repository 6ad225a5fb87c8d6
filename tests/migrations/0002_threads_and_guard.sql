-- Sample data of version 2: a row for every table that it adds.
INSERT INTO message_reference (reference, message_id) VALUES ('zero@example.org', 1);
INSERT INTO outflow (mailbox, minute, letters, held_back) VALUES ('complaints', 29958333, 3, 1);
UPDATE mailbox SET breaker_since = 1797500000 WHERE id = 1;
INSERT INTO mailbox (id, name, sent_of) VALUES (2, 'complaints/Sent', 'complaints');
