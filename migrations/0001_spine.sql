-- Every message that was ever seen, what became of it, the cases it made, what
-- happened to them, what is owed, and the letters. Instants are seconds since
-- 1970 in UTC; days are ISO dates in Europe/London.

-- Facts about the store itself: the key of our Message-IDs, whether the last
-- stop was clean, the rules that are in use.
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mailbox (
    id             INTEGER PRIMARY KEY,
    name           TEXT NOT NULL UNIQUE,
    uid_validity   INTEGER,
    last_good_poll INTEGER,
    on_server      INTEGER,
    accounted      INTEGER,
    trouble        TEXT,
    trouble_since  INTEGER
) STRICT;

CREATE TABLE message (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    mailbox_id     INTEGER NOT NULL REFERENCES mailbox (id),
    digest         BLOB NOT NULL CHECK (length(digest) = 32),
    content_digest BLOB CHECK (length(content_digest) = 32),
    words_digest   BLOB CHECK (length(words_digest) = 32),
    size           INTEGER NOT NULL CHECK (size >= 0),
    received_at    INTEGER NOT NULL,
    stored_at      INTEGER NOT NULL,
    message_id     TEXT,
    from_key       TEXT,
    origin         TEXT,
    label          TEXT,
    -- NULL: stored, not yet accounted for.
    outcome        TEXT CHECK (outcome IN ('opened', 'joined', 'filed', 'held', 'duplicate')),
    why            TEXT NOT NULL DEFAULT '',
    -- A message and the case that it opens name each other, and the message is
    -- written first. Only this reference may wait: for a parent of one that
    -- waits SQLite looks through its children, which takes an index.
    case_id        INTEGER REFERENCES case_file (id) DEFERRABLE INITIALLY DEFERRED,
    -- Times it was begun with by itself after an unclean stop.
    attempts       INTEGER NOT NULL DEFAULT 0,
    CHECK (outcome NOT IN ('opened', 'joined') OR case_id IS NOT NULL)
) STRICT;
CREATE INDEX message_digest ON message (digest);
CREATE INDEX message_content ON message (content_digest);
CREATE INDEX message_words ON message (words_digest, received_at);
CREATE INDEX message_sender ON message (from_key, received_at);
CREATE INDEX message_message_id ON message (message_id);
CREATE INDEX message_case ON message (case_id);
CREATE INDEX message_unaccounted ON message (id) WHERE outcome IS NULL;
CREATE INDEX message_held ON message (id) WHERE outcome = 'held';

CREATE TABLE raw_message (
    message_id INTEGER PRIMARY KEY REFERENCES message (id),
    bytes      BLOB NOT NULL
) STRICT;

-- Where a message was seen. After a UIDVALIDITY change it is seen again.
CREATE TABLE sighting (
    mailbox_id   INTEGER NOT NULL REFERENCES mailbox (id),
    uid_validity INTEGER NOT NULL,
    uid          INTEGER NOT NULL,
    message_id   INTEGER NOT NULL REFERENCES message (id),
    PRIMARY KEY (mailbox_id, uid_validity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_message ON sighting (message_id);

CREATE TABLE sighting_file (
    mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
    file       TEXT NOT NULL,
    message_id INTEGER NOT NULL REFERENCES message (id),
    PRIMARY KEY (mailbox_id, file)
) STRICT, WITHOUT ROWID;
CREATE INDEX sighting_file_message ON sighting_file (message_id);

CREATE TABLE reference_counter (
    series TEXT NOT NULL PRIMARY KEY,
    last   INTEGER NOT NULL CHECK (last > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_file (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    reference           TEXT NOT NULL UNIQUE,
    -- What it began with.
    mailbox             TEXT NOT NULL,
    kind                TEXT NOT NULL,
    opened_stage        INTEGER CHECK (opened_stage IN (1, 2)),
    policy              TEXT NOT NULL,
    policy_unclear      INTEGER NOT NULL CHECK (policy_unclear IN (0, 1)),
    complainant_name    TEXT,
    complainant_address TEXT NOT NULL,
    complainant_key     TEXT NOT NULL,
    area                TEXT,
    opened_flags        TEXT NOT NULL CHECK (json_valid(opened_flags)),
    exclusions          TEXT NOT NULL CHECK (json_valid(exclusions)),
    received_at         INTEGER NOT NULL,
    opened_by           INTEGER NOT NULL REFERENCES message (id),
    rules_version       TEXT NOT NULL,
    -- How it stands.
    state               TEXT NOT NULL,
    stage               INTEGER CHECK (stage IN (1, 2)),
    holder_kind         TEXT NOT NULL CHECK (holder_kind IN ('nobody', 'team', 'officer')),
    holder_id           TEXT,
    flags               TEXT NOT NULL CHECK (json_valid(flags)),
    acknowledged_at     INTEGER,
    defined_at          INTEGER,
    promised            TEXT,
    messages            INTEGER NOT NULL,
    letters             INTEGER NOT NULL,
    assignments         INTEGER NOT NULL,
    -- As it was taken in; kind and policy above are as officers say.
    opened_kind         TEXT NOT NULL,
    opened_policy       TEXT NOT NULL,
    -- Where letters to the complainant may go.
    reach               TEXT,
    -- What was settled about it.
    dealings            TEXT NOT NULL CHECK (json_valid(dealings)),
    CHECK ((holder_kind = 'nobody') = (holder_id IS NULL))
) STRICT;
CREATE INDEX case_complainant ON case_file (complainant_key);
CREATE INDEX case_open ON case_file (id) WHERE state NOT LIKE 'closed%';

-- Append-only. Each hash covers the one before, so that a row can't be changed
-- or taken out unnoticed.
CREATE TABLE case_event (
    id      INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    hash    BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX case_event_case ON case_event (case_id, id);
CREATE TRIGGER case_event_is_append_only_update BEFORE UPDATE ON case_event
BEGIN
    SELECT RAISE (ABORT, 'case_event is append-only');
END;
CREATE TRIGGER case_event_is_append_only_delete BEFORE DELETE ON case_event
BEGIN
    SELECT RAISE (ABORT, 'case_event is append-only');
END;

-- What is owed on a case, or on a message that no case could be made of.
CREATE TABLE duty (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id    INTEGER REFERENCES case_file (id),
    message_id INTEGER REFERENCES message (id),
    kind       TEXT NOT NULL,
    stage      INTEGER CHECK (stage IN (1, 2)),
    due        TEXT,
    clause     TEXT,
    calendar   TEXT,
    state      TEXT NOT NULL CHECK (state IN ('open', 'met', 'withdrawn')),
    missed     INTEGER NOT NULL CHECK (missed IN (0, 1)),
    last_rung  INTEGER,
    -- When the next thing happens by the mere passing of time.
    next_at    INTEGER,
    CHECK ((case_id IS NULL) <> (message_id IS NULL)),
    CHECK ((due IS NULL) = (clause IS NULL)),
    CHECK ((due IS NULL) = (calendar IS NULL))
) STRICT;
CREATE UNIQUE INDEX duty_of_case ON duty (case_id, kind, coalesce(stage, 0)) WHERE case_id IS NOT NULL;
CREATE UNIQUE INDEX duty_of_message ON duty (message_id, kind) WHERE message_id IS NOT NULL;
CREATE INDEX duty_next ON duty (next_at) WHERE state = 'open' AND next_at IS NOT NULL;
CREATE INDEX duty_due ON duty (due) WHERE state = 'open';

CREATE TABLE letter (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Case or message, kind, round and recipient: the same letter can't be
    -- queued twice.
    key          TEXT NOT NULL UNIQUE,
    mailbox      TEXT NOT NULL,
    case_id      INTEGER REFERENCES case_file (id),
    kind         TEXT NOT NULL,
    -- Residents' letters go out before these.
    for_staff    INTEGER NOT NULL CHECK (for_staff IN (0, 1)),
    recipient    TEXT NOT NULL,
    recipient_key TEXT NOT NULL,
    from_address TEXT NOT NULL,
    from_name    TEXT NOT NULL,
    message_id   TEXT NOT NULL UNIQUE,
    subject      TEXT NOT NULL,
    text         TEXT NOT NULL,
    in_reply_to  TEXT,
    refs         TEXT NOT NULL CHECK (json_valid(refs)),
    -- The message whose attachments go with it.
    attach       INTEGER REFERENCES message (id),
    created_at   INTEGER NOT NULL,
    state        TEXT NOT NULL CHECK (state IN
        ('queued', 'sending', 'sent', 'retrying', 'refused', 'uncertain', 'withdrawn', 'bounced')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_at      INTEGER NOT NULL,
    -- The body may have gone out and its end been seen by the server.
    body_begun   INTEGER NOT NULL DEFAULT 0 CHECK (body_begun IN (0, 1)),
    resent       INTEGER NOT NULL DEFAULT 0 CHECK (resent IN (0, 1)),
    sent_at      INTEGER,
    -- Its case knows that it was sent; staff letters have nothing to tell.
    told         INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    last_reply   TEXT,
    CHECK ((state = 'sent') <= (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX letter_case ON letter (case_id);
CREATE INDEX letter_waiting ON letter (mailbox, for_staff, id, next_at)
    WHERE state IN ('queued', 'retrying', 'uncertain');
CREATE INDEX letter_untold ON letter (id) WHERE state = 'sent' AND told = 0;
CREATE INDEX letter_sending ON letter (id) WHERE state = 'sending';
CREATE INDEX letter_recipient ON letter (recipient_key, created_at);

-- What the program told staff about itself, once per change of state.
CREATE TABLE alert (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    at    INTEGER NOT NULL,
    kind  TEXT NOT NULL,
    topic TEXT NOT NULL,
    text  TEXT NOT NULL,
    -- NULL while it lasts.
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX alert_standing ON alert (kind, topic) WHERE ended_at IS NULL;
