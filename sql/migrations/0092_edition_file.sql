-- The texts of an edition (scheme, calendar, regions, SQL): pages show the rules that held, whatever they are today.
CREATE TABLE IF NOT EXISTS edition_file (
    edition String,
    path    String,
    sha256  String,
    text    String CODEC(ZSTD(3))
)
ENGINE = MergeTree
ORDER BY (edition, path)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
