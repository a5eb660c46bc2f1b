-- People who can log in.
CREATE TABLE IF NOT EXISTS account (
    name        TEXT PRIMARY KEY COLLATE NOCASE,
    role        TEXT NOT NULL, -- viewer, filler, reviewer, admin
    departments TEXT NOT NULL DEFAULT '', -- codes with commas between; * for all
    password    TEXT NOT NULL, -- argon2id with its salt and costs
    epoch       INTEGER NOT NULL DEFAULT 1, -- sessions of an older one have ended
    disabled    INTEGER NOT NULL DEFAULT 0,
    created_at  INTEGER NOT NULL
)
