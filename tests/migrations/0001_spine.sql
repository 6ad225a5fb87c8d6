-- Sample data of version 1: a row for every table.
INSERT INTO meta (name, value) VALUES ('stopped', 'clean');
INSERT INTO mailbox (id, name, uid_validity, last_good_poll, on_server, accounted) VALUES (1, 'complaints', 7, 1797500000, 3, 3);
INSERT INTO message (id, mailbox_id, digest, content_digest, words_digest, size, received_at, stored_at, message_id, from_key, origin, label, outcome, why)
    VALUES (1, 1, zeroblob(32), zeroblob(32), zeroblob(32), 12, 1797500000, 1797500001, 'a1@example.org', 'ada@example.org', 'person', 'complaint', NULL, '');
INSERT INTO raw_message (message_id, bytes) VALUES (1, x'46726F6D3A20612E0A0A78');
INSERT INTO sighting (mailbox_id, uid_validity, uid, message_id) VALUES (1, 7, 1, 1);
INSERT INTO sighting_file (mailbox_id, file, message_id) VALUES (1, '1797500000.one', 1);
INSERT INTO reference_counter (series, last) VALUES ('KH-2026-#', 1);
INSERT INTO case_file (id, reference, mailbox, kind, opened_stage, policy, policy_unclear, complainant_name, complainant_address, complainant_key, area, opened_flags, exclusions, received_at, opened_by, rules_version, state, stage, holder_kind, holder_id, flags, acknowledged_at, promised, messages, letters, assignments, opened_kind, opened_policy, reach, dealings)
    VALUES (1, 'KH-2026-00001', 'complaints', 'complaint', 1, 'kingston-housing-landlord-2024', 0, 'Ada', 'Ada@example.org', 'ada@example.org', 'repairs', '[]', '[]', 1797500000, 1, '1+abc', 'open', 1, 'team', 'repairs', '[]', 1797500009, '2027-01-05', 1, 1, 1, 'complaint', 'kingston-housing-landlord-2024', 'Ada@example.org', '{}');
UPDATE message SET outcome = 'opened', case_id = 1 WHERE id = 1;
INSERT INTO case_event (id, case_id, at, actor, payload, hash) VALUES (1, 1, 1797500001, 'redress', '{"event":"joined"}', zeroblob(32));
INSERT INTO duty (case_id, kind, stage, due, clause, calendar, state, missed, next_at) VALUES (1, 'respond', 1, '2027-01-05', 'KH 4.2', 'abc', 'open', 0, 1798700400);
INSERT INTO letter (id, key, mailbox, case_id, kind, for_staff, recipient, recipient_key, from_address, from_name, message_id, subject, text, refs, created_at, state, next_at, sent_at)
    VALUES (1, 'KH-2026-00001/acknowledgement/1/ada@example.org', 'complaints', 1, 'acknowledgement', 0, 'Ada@example.org', 'ada@example.org', 'c@council.example', 'Council', 'x@council.example', 's', 't', '[]', 1797500001, 'sent', 9223372036854775807, 1797500009);
INSERT INTO alert (at, kind, topic, text) VALUES (1797500000, 'mailbox', 'complaints', 'x');
