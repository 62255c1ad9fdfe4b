CREATE TABLE IF NOT EXISTS sent_message (
    system TEXT NOT NULL,        -- sms or mail
    reference TEXT NOT NULL,     -- the sender's id, taken once
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    content TEXT NOT NULL,
    accepted_at TEXT NOT NULL,   -- the story's time
    accepted REAL NOT NULL,      -- the machine's own time
    times INTEGER NOT NULL DEFAULT 1,  -- how often it was handed over
    PRIMARY KEY (system, reference)
);
