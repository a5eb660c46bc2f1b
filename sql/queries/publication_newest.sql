-- The newest publication: cheap enough to ask once a second.
SELECT
    max(rev) AS rev,
    max(run) AS run
FROM publication
