-- The newest lines about a thing, or about all things.
SELECT id, at, who, what, thing, before, after FROM audit WHERE ? = '' OR thing = ? ORDER BY id DESC LIMIT ?
