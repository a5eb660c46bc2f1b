-- The state of a case; empty where nobody knows when it ends.
multiIf(NOT ${ends}, '', NOT (${open}), 'closed', ifNull(${due} < {as_of:Date}, 0), 'late', ifNull(${due} <= {soon_until:Date}, 0), 'soon', 'open')
