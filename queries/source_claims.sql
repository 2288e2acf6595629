-- title: What one source says
-- description: The claims of a source in the order of its text, with their places.
-- param source source: the id of a source
-- example: --source blue-whale-news-2024-08-02
SELECT
    v.source_id,
    v.char_start,
    v.char_end,
    v.event_id,
    e.title,
    v.when_edtf,
    v.status,
    coalesce(v.said_by_company, v.said_by) AS said_by,
    v.origins,
    coalesce(
        (
            SELECT array_agg(f.phrase ORDER BY f.amount_number)
            FROM figures AS f
            WHERE f.source_id = v.source_id AND f.claim_number = v.claim_number
        ),
        CAST(ARRAY[] AS VARCHAR[])
    ) AS amounts,
    ARRAY[v.citation] AS sources
FROM evidence AS v
JOIN event AS e ON e.id = v.event_id
WHERE getvariable('source')::VARCHAR IS NULL OR v.source_id = getvariable('source')::VARCHAR
ORDER BY v.source_id, v.char_start NULLS LAST, v.claim_number;
