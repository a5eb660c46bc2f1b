-- One load's stage into the fold of all that stand.
INSERT INTO ${fold}
SELECT ${stage}.*
FROM ${stage}
