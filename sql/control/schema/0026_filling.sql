-- A department's sheet of a period as it stands; whoever changes it names the version that was seen.
CREATE TABLE IF NOT EXISTS filling (
    department   TEXT NOT NULL,
    period       TEXT NOT NULL, -- 2022 or 2022-09
    region       TEXT NOT NULL,
    version      INTEGER NOT NULL,
    state        TEXT NOT NULL, -- draft, submitted, returned, approved, loaded, rejected
    rows         TEXT NOT NULL, -- JSON
    editors      TEXT NOT NULL, -- JSON: who had a hand in it since it was last handed in
    saved_by     TEXT NOT NULL,
    saved_at     INTEGER NOT NULL,
    submitted_by TEXT NOT NULL DEFAULT '',
    submitted_at INTEGER NOT NULL DEFAULT 0,
    late         INTEGER NOT NULL DEFAULT 0,
    reviewed_by  TEXT NOT NULL DEFAULT '',
    reviewed_at  INTEGER NOT NULL DEFAULT 0,
    reason       TEXT NOT NULL DEFAULT '',
    hand_in      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (department, period)
)
