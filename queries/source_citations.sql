-- title: Which source cites which
-- description: Citations in both directions; the evidence is the document that cites.
-- param source source: the id of a source
-- example: --source blue-whale-news-2024-08-02
SELECT
    c.source_id,
    c.cited_id,
    s.publisher,
    s.published,
    coalesce(s.title, s.description) AS title,
    ARRAY[
        citation(
            own.id,
            own.publisher,
            own.published,
            CAST(NULL AS BIGINT),
            CAST(NULL AS BIGINT),
            CAST(NULL AS VARCHAR),
            CAST(ARRAY[] AS VARCHAR[])
        )
    ] AS sources
FROM source_citation AS c
JOIN source AS s ON s.id = c.cited_id
JOIN source AS own ON own.id = c.source_id
WHERE getvariable('source')::VARCHAR IS NULL
   OR c.source_id = getvariable('source')::VARCHAR
   OR c.cited_id = getvariable('source')::VARCHAR
ORDER BY c.source_id, c.cited_id;
