-- How many rows of a clock belong to runs that nobody is shown any more.
SELECT count() AS rows
FROM ${table}
WHERE run <= {before:UInt64} AND NOT has(arrayZip({months:Array(Date)}, {runs:Array(UInt64)}), (month, run))
