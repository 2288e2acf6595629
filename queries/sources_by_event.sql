-- title: Sources of each event
-- description: Which sources speak of which event, on which origins they rest, and where.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company Huawei
SELECT
    e.id AS event_id,
    e.title,
    c.source_count,
    v.source_id,
    v.publisher,
    v.published,
    v.char_start,
    v.char_end,
    v.said_by,
    v.origins,
    v.status,
    ARRAY[v.citation] AS sources
FROM event AS e
JOIN (
    SELECT event_id, count(DISTINCT source_id) AS source_count FROM known_claim GROUP BY event_id
) AS c ON c.event_id = e.id
JOIN evidence AS v ON v.event_id = e.id
WHERE getvariable('company')::VARCHAR IS NULL
   OR e.id IN (
        SELECT event_id FROM company_event WHERE company_id = company_named(getvariable('company')::VARCHAR)
   )
ORDER BY e.id, v.published_latest NULLS LAST, v.source_id, v.claim_number;
