CREATE TABLE IF NOT EXISTS look_up (
    at TEXT NOT NULL,
    operation TEXT NOT NULL,
    request_id TEXT NOT NULL,
    service_code TEXT NOT NULL,
    official TEXT NOT NULL,
    number TEXT NOT NULL,
    found INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS look_up_request ON look_up (request_id);
