CREATE TABLE IF NOT EXISTS civil_status_token (
    token TEXT PRIMARY KEY,
    until REAL NOT NULL          -- the machine's own time
);
CREATE TABLE IF NOT EXISTS registration (
    agency TEXT NOT NULL,        -- commune, 5 digits
    dossier TEXT NOT NULL,
    module TEXT NOT NULL,
    birth_notice TEXT,           -- a notice registers one child
    declared TEXT NOT NULL,      -- JSON of what was declared
    received_at TEXT NOT NULL,
    ready_at REAL NOT NULL,      -- the machine's own time
    polls INTEGER NOT NULL DEFAULT 0,
    result TEXT,                 -- JSON of ketQuaXuLy, once registered
    PRIMARY KEY (agency, dossier)
);
CREATE UNIQUE INDEX IF NOT EXISTS registration_birth_notice
    ON registration (birth_notice) WHERE birth_notice IS NOT NULL;
CREATE TABLE IF NOT EXISTS register_book (
    agency TEXT NOT NULL,
    module TEXT NOT NULL,
    year INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    PRIMARY KEY (agency, module, year)
);
