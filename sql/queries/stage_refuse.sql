-- Puts lines back as rejected rows; their keys go with them, so that an older good row of the key stays in.
INSERT INTO ${stage} (source, month, ${key}, load, line, bad, content)
SELECT
    source,
    month,
    ${key},
    load,
    line,
    bitShiftLeft(toUInt64(1), fix.bit),
    fix.content
FROM (SELECT source, month, ${key}, load, line FROM ${stage} WHERE bad = 0) AS staged
INNER JOIN (SELECT line, bit, content AS content FROM ${fix} WHERE bit < 64) AS fix ON fix.line = staged.line
