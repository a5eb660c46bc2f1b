-- The ledger of loads. A row in state applying is taken up again after a crash.
CREATE TABLE IF NOT EXISTS load (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    source      TEXT NOT NULL,
    dataset     TEXT NOT NULL,
    scope       TEXT NOT NULL,
    file        INTEGER NOT NULL REFERENCES file (id),
    as_of       INTEGER NOT NULL,
    increment   INTEGER NOT NULL,
    state       TEXT NOT NULL,
    attempt     INTEGER NOT NULL DEFAULT 0,
    approved    INTEGER NOT NULL DEFAULT 0, -- a person has let it pass its limits
    fingerprint TEXT NOT NULL,              -- of the bytes and of all that judges them
    read        INTEGER NOT NULL DEFAULT 0,
    accepted    INTEGER NOT NULL DEFAULT 0,
    rejected    INTEGER NOT NULL DEFAULT 0,
    upserts     INTEGER NOT NULL DEFAULT 0,
    tombstones  INTEGER NOT NULL DEFAULT 0,
    stale       INTEGER NOT NULL DEFAULT 0,
    kept        INTEGER NOT NULL DEFAULT 0,
    note_zh     TEXT NOT NULL DEFAULT '',
    note_en     TEXT NOT NULL DEFAULT '',
    created_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL DEFAULT 0
)
