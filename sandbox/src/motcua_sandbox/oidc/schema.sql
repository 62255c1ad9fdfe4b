-- One row is one sign-in, from the authorisation request to the last use of its token.
CREATE TABLE IF NOT EXISTS sign_in (
    id TEXT PRIMARY KEY,
    redirect_uri TEXT NOT NULL,
    state TEXT,
    nonce TEXT,
    wanted_level INTEGER NOT NULL,
    code_challenge TEXT,
    asked_at REAL NOT NULL,      -- the machine's own time: a scenario's clock expires nobody
    account TEXT,
    level INTEGER,
    code TEXT UNIQUE,
    code_at REAL,
    code_used INTEGER NOT NULL DEFAULT 0,
    access_token TEXT UNIQUE,
    token_until REAL
);
