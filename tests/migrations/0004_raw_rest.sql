-- Sample data of version 4.
INSERT INTO raw_rest (message_id, number, bytes) VALUES (1, 1, x'0A');
