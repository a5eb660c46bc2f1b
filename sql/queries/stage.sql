-- One pass: parse, type and judge every record while it is inserted into a fresh table.
INSERT INTO ${stage} (${columns}, source, load, line, row_hash, is_deleted, version, told, bad, content)
SELECT
    ${columns},
    {source:String},
    {load:UInt64},
    _line,
    cityHash64(tuple(${columns})),
    ${is_deleted},
    bitOr(bitShiftLeft(toUInt64(${data_time}), 32), {load:UInt64}) AS version,
    version,
    if(_fault != 0, bitShiftLeft(toUInt64(1), if(_fault < 3, 59 + _fault, 61 - _fault)), ${bad}) AS bad,
    if(bad = 0, [], if(_fault = 0, [${cells}], [_c1]))
FROM (
    WITH ${with}
    staged AS (
        SELECT
            _line,
            _fault,
            ${cells},
            ${raw}
        FROM input(${structure})
    )
    SELECT
        ${list},
        _line,
        _fault,
        ${cells}
    ${rest}
)
FORMAT CSV
