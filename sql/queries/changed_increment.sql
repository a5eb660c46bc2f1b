-- Differs from every live row of the source, or is of a later time: an increment's time must move on even when nothing else does.
cityHash64(row_hash, bitShiftRight(version, 32)) NOT IN (
    SELECT cityHash64(row_hash, bitShiftRight(version, 32)) FROM ${fact} FINAL WHERE source = {source:String} AND is_deleted = 0)
