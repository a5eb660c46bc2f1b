-- Differs from every live row of the source, or is told of at a later time: where a key may be told of by several files, the
-- time must move on even when nothing else does, or an older file of another month would beat the newer one that changed nothing.
cityHash64(row_hash, bitShiftRight(told, 32)) NOT IN (
    SELECT cityHash64(row_hash, bitShiftRight(told, 32)) FROM ${fact} FINAL WHERE source = {source:String} AND is_deleted = 0)
