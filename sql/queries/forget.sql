-- Removes them.
DELETE FROM ${table}
WHERE run <= {before:UInt64} AND NOT has(arrayZip({months:Array(Date)}, {runs:Array(UInt64)}), (month, run))
