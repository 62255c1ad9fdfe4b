CREATE TABLE IF NOT EXISTS business_register_token (
    token TEXT PRIMARY KEY,
    until REAL NOT NULL          -- the machine's own time
);
