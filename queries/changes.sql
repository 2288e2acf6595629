-- title: What loads have changed
-- description: Each thing that a load added, changed or took away, with what stood before and what
--   stands after, as JSON. Told of are the loads since a day (UTC), of one file, or all.
-- param since first_day: loads on or after this day
-- param file text: only this file, by its id
-- param kind text: only this kind, such as claim or event
-- example: --kind source
SELECT
    l.id AS load_id,
    CAST(l.loaded_at AS VARCHAR) AS loaded_at,
    l.file,
    c.action,
    c.kind,
    c.key,
    c.before,
    c.after,
    l.path,
    l.sha256
FROM load_change AS c
JOIN load AS l ON l.id = c.load_id
WHERE (getvariable('since')::DATE IS NULL OR l.loaded_at >= getvariable('since')::DATE)
  AND (getvariable('file')::VARCHAR IS NULL OR l.file = getvariable('file')::VARCHAR)
  AND (getvariable('kind')::VARCHAR IS NULL OR c.kind = getvariable('kind')::VARCHAR)
ORDER BY l.id, c.number;
