-- What belongs to the data folder: its as-of day, whether it is a demo.
CREATE TABLE IF NOT EXISTS setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
)
