-- A fresh table of a fact's columns for one attempt of one load, with the mask of broken rules and the raw record of bad rows.
CREATE TABLE ${stage}
ENGINE = MergeTree
ORDER BY tuple()
EMPTY AS
SELECT
    ${fact}.*,
    toUInt64(0) AS bad,
    CAST([], 'Array(String)') AS content
FROM ${fact}
