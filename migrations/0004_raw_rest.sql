-- A large mail is stored in pieces: SQLite holds a value several times over
-- while it writes it.
CREATE TABLE raw_rest (
    message_id INTEGER NOT NULL REFERENCES message (id),
    number     INTEGER NOT NULL CHECK (number > 0),
    bytes      BLOB NOT NULL,
    PRIMARY KEY (message_id, number)
) STRICT;
