-- The newest reconciled version of a scope.
SELECT max(version) AS version
FROM reconciled
WHERE dataset = {dataset:String} AND source = {source:String} AND scope = {scope:String}
