-- Rows that were rejected when the load was applied stay so, whatever today's reference data say: its replay brings them in.
ALTER TABLE ${stage} UPDATE bad = 1
WHERE bad = 0 AND line IN (SELECT line FROM reject WHERE source = {source:String} AND load = {load:UInt64} AND attempt = {attempt:UInt32})
SETTINGS mutations_sync = 2
