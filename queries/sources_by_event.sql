-- title: Sources of each event
-- description: Which sources speak of which event, on which origins they rest, and where.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company Huawei
SELECT
    t.event_id,
    t.title,
    array_length(t.sources, 1) AS source_count,
    v.source_id,
    v.publisher,
    v.published,
    v.char_start,
    v.char_end,
    v.said_by,
    v.origins,
    v.status
FROM timeline AS t
JOIN evidence AS v ON v.event_id = t.event_id
WHERE getvariable('company')::VARCHAR IS NULL
   OR t.event_id IN (
        SELECT event_id FROM company_event WHERE company_id = company_named(getvariable('company')::VARCHAR)
   )
ORDER BY t.event_id, v.published_latest NULLS LAST, v.source_id, v.claim_number;
