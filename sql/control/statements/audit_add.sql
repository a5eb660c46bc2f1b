-- One more line of the audit.
INSERT INTO audit (at, who, what, thing, before, after) VALUES (?, ?, ?, ?, ?, ?)
