-- title: What loads added, changed and withdrew
-- description: One row for each thing that a load added, changed or removed: when, by which file,
--   with its path and hash. Before and after are the whole thing as JSON. The evidence is the
--   source of the file, with the place of a claim; a file of companies, and one that is withdrawn,
--   has none but itself.
-- param since first_day: loads on or after this day (UTC)
-- param file text: only loads of the file with this id
-- param kind text: only what is of this kind
--   choices: company, alias, relation, same_as, source, citation, event, claim, left_out, text, code
-- example: --kind source
WITH stated AS (
    SELECT
        c.*,
        CASE WHEN c.kind IN ('claim', 'left_out') THEN CAST(coalesce(c.after, c.before) AS JSON) END AS content
    FROM load_change AS c
),
placed AS (
    SELECT
        *,
        CAST((content ->> 'char_start') AS BIGINT) AS char_start,
        CAST((content ->> 'char_end') AS BIGINT) AS char_end,
        CAST((content ->> 'said_by') AS VARCHAR) AS said_by,
        translate(CAST((content -> 'origins') AS VARCHAR), '[]" ', '') AS origins
    FROM stated
)
SELECT
    l.id AS load_id,
    l.loaded_at,
    l.file,
    c.action,
    c.kind,
    c.key,
    c.before,
    c.after,
    l.path,
    l.sha256,
    CASE
        WHEN s.id IS NULL THEN ARRAY(SELECT citation FROM known_claim WHERE false)
        ELSE ARRAY[
            citation(
                s.id,
                s.publisher,
                s.published,
                c.char_start,
                c.char_end,
                c.said_by,
                CASE
                    WHEN c.origins <> '' THEN CAST(string_to_array(c.origins, ',') AS VARCHAR[])
                    ELSE CAST(ARRAY[] AS VARCHAR[])
                END
            )
        ]
    END AS sources
FROM load AS l
JOIN placed AS c ON c.load_id = l.id
LEFT JOIN source AS s ON s.id = l.file
WHERE (getvariable('since')::DATE IS NULL OR l.loaded_at >= getvariable('since')::DATE)
  AND (getvariable('file')::VARCHAR IS NULL OR l.file = getvariable('file')::VARCHAR)
  AND (getvariable('kind')::VARCHAR IS NULL OR c.kind = getvariable('kind')::VARCHAR)
ORDER BY l.id, c.number;
