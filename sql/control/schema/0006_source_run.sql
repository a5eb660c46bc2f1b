-- One row for each time a source was due: exactly one run an interval.
CREATE TABLE IF NOT EXISTS source_run (
    source      TEXT NOT NULL,
    due_at      INTEGER NOT NULL,
    state       TEXT NOT NULL, -- running, done, failed
    cause       TEXT NOT NULL, -- schedule, catch_up, hand
    attempt     INTEGER NOT NULL DEFAULT 1,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL DEFAULT 0,
    note        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source, due_at)
)
