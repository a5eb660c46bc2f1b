-- Stages are private and short-lived.
DROP TABLE IF EXISTS ${stage}
