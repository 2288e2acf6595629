-- title: Who says what of one event, and where
-- description: One row a claim, with its source, speaker, origin and place in the text.
-- param event event: the id of an event
-- example: --event tiktok-pays-microsoft-for-openai-models
SELECT
    e.event_id,
    e.source_id,
    e.publisher,
    e.published,
    e.char_start,
    e.char_end,
    e.when_edtf,
    e.earliest,
    e.latest,
    e.status,
    coalesce(e.said_by_company, e.said_by) AS said_by,
    e.origins,
    e.inferred,
    coalesce(
        (
            SELECT array_agg(c.name || ' (' || r.label || ')' ORDER BY r.position, c.id)
            FROM claim_party AS p
            JOIN company AS c ON c.id = p.company_id
            JOIN role AS r ON r.id = p.role
            WHERE p.source_id = e.source_id AND p.claim_number = e.claim_number
        ),
        CAST(ARRAY[] AS VARCHAR[])
    ) AS companies,
    e.note,
    e.quote,
    e.passage_sha256,
    ARRAY[e.citation] AS sources
FROM evidence AS e
WHERE getvariable('event')::VARCHAR IS NULL OR e.event_id = event_named(getvariable('event')::VARCHAR)
ORDER BY e.event_id, e.published_latest NULLS LAST, e.source_id, e.claim_number;
