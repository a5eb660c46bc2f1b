-- What people ask for about editions on a page; the planner takes it up.
CREATE TABLE IF NOT EXISTS edition_order (
    no       INTEGER PRIMARY KEY AUTOINCREMENT,
    deed     TEXT NOT NULL, -- freeze, publish, rollback, verify
    year     INTEGER NOT NULL,
    edition  TEXT NOT NULL,
    publish  INTEGER NOT NULL, -- what is frozen, at once
    asked_by TEXT NOT NULL,
    reason   TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    state    TEXT NOT NULL, -- waiting, done, failed
    note_zh  TEXT NOT NULL DEFAULT '',
    note_en  TEXT NOT NULL DEFAULT '',
    ended_at INTEGER NOT NULL DEFAULT 0
)
