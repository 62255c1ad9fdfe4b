CREATE TABLE IF NOT EXISTS payment (
    reference TEXT PRIMARY KEY,  -- MaThamChieu, unique for each try
    page TEXT NOT NULL UNIQUE,   -- unguessable part of the page's address
    amount INTEGER NOT NULL,     -- đồng
    request TEXT NOT NULL,       -- JSON of INIT as received
    state TEXT NOT NULL CHECK (state IN ('waiting', 'paid', 'failed')),
    transaction_no TEXT,
    decided_at TEXT              -- yyyyMMddHHmmss
);
CREATE TABLE IF NOT EXISTS callback (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL,
    body TEXT NOT NULL,
    due_at REAL NOT NULL,        -- the machine's own time
    once INTEGER NOT NULL,       -- 1: not repeated when refused
    attempts INTEGER NOT NULL DEFAULT 0,
    answer TEXT                  -- MaLoi of the last answer
);
CREATE INDEX IF NOT EXISTS callback_due ON callback (due_at) WHERE answer IS NULL OR answer <> '00';
