-- clock: matter
-- title: 实施清单 | Matters
-- feeds: matter
SELECT
    month,
    region_code,
    task_code,
    valid_from,
    valid_to,
    task_name,
    topic,
    org_code,
    project_type,
    is_applied,
    legal_days,
    promise_days,
    baseline_trips,
    baseline_steps,
    source,
    load,
    line,
    [(concat('matter/', source), row_hash)]  AS reads
FROM matter FINAL
WHERE is_deleted = 0 AND month IN ({months:Array(Date)})
