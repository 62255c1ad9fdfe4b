CREATE TABLE IF NOT EXISTS signing_question (
    id TEXT PRIMARY KEY,
    system TEXT NOT NULL,        -- kyso or simca
    credential TEXT NOT NULL,
    holder TEXT NOT NULL,        -- whose telephone
    reference TEXT NOT NULL,     -- the asker's id, taken once
    words TEXT NOT NULL,         -- what the telephone shows
    hashes TEXT NOT NULL,        -- JSON list of Base64
    asked_at TEXT NOT NULL,      -- the story's time
    asked REAL NOT NULL,         -- the machine's own time
    state TEXT NOT NULL DEFAULT 'waiting',  -- confirmed, refused
    times INTEGER NOT NULL DEFAULT 1,       -- how often it was handed over
    UNIQUE (system, reference)
);
