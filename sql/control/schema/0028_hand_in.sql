-- Approved rounds of sheets, which the planner loads.
CREATE TABLE IF NOT EXISTS hand_in (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    department   TEXT NOT NULL,
    period       TEXT NOT NULL,
    region       TEXT NOT NULL,
    version      INTEGER NOT NULL,
    rows         TEXT NOT NULL,
    evidence     TEXT NOT NULL, -- JSON
    filled_by    TEXT NOT NULL,
    submitted_at INTEGER NOT NULL,
    late         INTEGER NOT NULL,
    approved_by  TEXT NOT NULL,
    approved_at  INTEGER NOT NULL,
    state        TEXT NOT NULL, -- approved, loaded, rejected
    load         INTEGER NOT NULL DEFAULT 0,
    note_zh      TEXT NOT NULL DEFAULT '',
    note_en      TEXT NOT NULL DEFAULT '',
    CHECK (filled_by <> approved_by)
)
