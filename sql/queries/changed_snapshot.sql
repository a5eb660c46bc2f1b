-- Differs from every live row of the source.
row_hash NOT IN (SELECT row_hash FROM ${fact} FINAL WHERE source = {source:String} AND is_deleted = 0)
