-- The runs of a clock's months that readers may still be shown: those of the newest {publications}; before: the newest run
-- of older ones. What an edition shows is kept for ever.
WITH (SELECT min(rev) FROM (SELECT DISTINCT rev FROM publication ORDER BY rev DESC LIMIT {publications:UInt32})) AS oldest
SELECT
    before,
    arrayMap(k -> k.1, kept) AS months,
    arrayMap(k -> k.2, kept) AS runs
FROM (
    SELECT
        maxIf(run, rev < oldest)                                                AS before,
        arrayConcat(
            groupUniqArrayIf((period, run), rev >= oldest AND part = {part:String}),
            (SELECT groupUniqArray((period, run)) FROM edition_part WHERE part = {part:String})) AS kept
    FROM publication
)
