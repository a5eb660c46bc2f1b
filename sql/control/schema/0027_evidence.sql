-- Files behind the values of a sheet; their bytes lie in the data folder under their hash.
CREATE TABLE IF NOT EXISTS evidence (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    department TEXT NOT NULL,
    period     TEXT NOT NULL,
    indicator  TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    sha        TEXT NOT NULL,
    bytes      INTEGER NOT NULL,
    added_by   TEXT NOT NULL,
    added_at   INTEGER NOT NULL,
    dropped_at INTEGER NOT NULL DEFAULT 0 -- taken off the sheet; rounds that were handed in keep it
)
