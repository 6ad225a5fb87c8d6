-- Threads beyond the Message-IDs that we have, folders of what staff send by
-- hand, and how much goes out to residents.

-- The Message-IDs that a person's message refers to. Two messages of one sender
-- that refer to the same one are one thread, though it never came to us.
CREATE TABLE message_reference (
    reference  TEXT NOT NULL,
    message_id INTEGER NOT NULL REFERENCES message (id),
    PRIMARY KEY (reference, message_id)
) STRICT, WITHOUT ROWID;

-- Letters to residents by the minute, and those that the guard held back.
CREATE TABLE outflow (
    mailbox   TEXT NOT NULL,
    minute    INTEGER NOT NULL,
    letters   INTEGER NOT NULL CHECK (letters >= 0),
    held_back INTEGER NOT NULL CHECK (held_back >= 0),
    PRIMARY KEY (mailbox, minute)
) STRICT, WITHOUT ROWID;

-- Since when the breaker holds letters to residents back.
ALTER TABLE mailbox ADD COLUMN breaker_since INTEGER;
-- The mailbox whose staff write into this folder; NULL for a mailbox itself.
ALTER TABLE mailbox ADD COLUMN sent_of TEXT;
