-- Sample data of version 3: an index is all that it adds; a second case is
-- found by it.
SELECT reference FROM case_file INDEXED BY case_received
 WHERE state NOT LIKE 'closed%' AND received_at > 0 AND received_at <= 1900000000;
