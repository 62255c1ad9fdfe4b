CREATE TABLE IF NOT EXISTS fault (
    system TEXT NOT NULL,
    kind TEXT NOT NULL,
    probability REAL NOT NULL,
    seconds REAL NOT NULL,
    remaining INTEGER,           -- NULL: until switched off
    path TEXT NOT NULL,          -- only requests whose path contains it
    drawn INTEGER NOT NULL,      -- draws so far: the n-th draw is the same for the same seed
    PRIMARY KEY (system, kind)
);
