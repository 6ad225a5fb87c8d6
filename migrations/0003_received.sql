-- Which open cases reach an age, without looking at the others.
CREATE INDEX case_received ON case_file (received_at) WHERE state NOT LIKE 'closed%';
