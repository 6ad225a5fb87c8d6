-- Letters on paper: written into a file, for a person to see to. Their recipient
-- is not a mail address but the lines of a postal one.
ALTER TABLE letter ADD COLUMN paper INTEGER NOT NULL DEFAULT 0 CHECK (paper IN (0, 1));
