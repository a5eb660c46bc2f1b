-- Computations: when each began, what it derived and how it ended.
CREATE TABLE IF NOT EXISTS run (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    rev        INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER NOT NULL,
    took_ms    INTEGER NOT NULL DEFAULT 0,
    months     INTEGER NOT NULL DEFAULT 0,
    rows       INTEGER NOT NULL DEFAULT 0,
    state      TEXT NOT NULL,
    note       TEXT NOT NULL DEFAULT ''
)
