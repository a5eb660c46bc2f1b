-- A frozen year, one row each; it is written last, so an edition that is here is whole.
CREATE TABLE IF NOT EXISTS edition (
    edition   String, -- year and number: 2021-1
    year      UInt16,
    as_of     Date,   -- "today" of its figures
    frozen_at DateTime('Asia/Shanghai'),
    by        String,
    reason    String,
    scheme    String,
    manifest  String, -- SHA-256 of the manifest in its folder
    program   String,
    demo      Bool
)
ENGINE = MergeTree
ORDER BY edition
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
