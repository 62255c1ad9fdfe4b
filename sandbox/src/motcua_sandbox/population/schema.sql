CREATE TABLE IF NOT EXISTS person (
    personal_id TEXT PRIMARY KEY,
    old_id TEXT,                 -- số CMND, 9 digits
    full_name TEXT NOT NULL,
    sex TEXT NOT NULL CHECK (sex IN ('male', 'female')),
    birth TEXT NOT NULL,         -- yyyy-mm-dd, or yyyy when only the year is known
    ethnicity TEXT NOT NULL,
    marital TEXT NOT NULL CHECK (marital IN ('single', 'married', 'divorced', 'widowed')),
    birth_commune TEXT NOT NULL,
    origin_commune TEXT NOT NULL,
    home_commune TEXT NOT NULL,
    home_detail TEXT NOT NULL,
    father_id TEXT,
    father_name TEXT,
    mother_id TEXT,
    mother_name TEXT,
    spouse_id TEXT,
    household TEXT NOT NULL,
    relation TEXT NOT NULL,      -- to the head of the household: 'Chủ hộ', 'Vợ', 'Con' …
    died_on TEXT
);
CREATE INDEX IF NOT EXISTS person_old_id ON person (old_id) WHERE old_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS person_household ON person (household);
CREATE TABLE IF NOT EXISTS marriage (
    husband_id TEXT NOT NULL,
    wife_id TEXT NOT NULL,
    registered_on TEXT NOT NULL,
    number INTEGER NOT NULL,
    book TEXT NOT NULL,
    commune TEXT NOT NULL,
    digitised INTEGER NOT NULL,  -- 0: only on paper, the electronic register does not know it
    ended_on TEXT,
    PRIMARY KEY (husband_id, wife_id)
);
CREATE INDEX IF NOT EXISTS marriage_wife ON marriage (wife_id);
CREATE TABLE IF NOT EXISTS birth_notice (
    code TEXT PRIMARY KEY,       -- mã giấy chứng sinh, 18 characters
    mother_id TEXT NOT NULL,
    sex TEXT NOT NULL,
    born_at TEXT NOT NULL,       -- yyyy-mm-ddThh:mm
    grams INTEGER NOT NULL,
    facility TEXT NOT NULL,
    midwife TEXT NOT NULL,
    issued_on TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS birth_notice_mother ON birth_notice (mother_id);
CREATE TABLE IF NOT EXISTS population_made (people INTEGER NOT NULL, seed INTEGER NOT NULL);
