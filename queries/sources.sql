-- title: Sources
-- description: Every document with a record, and every document that one of them cites.
--   Each row is itself a document: what stands as evidence elsewhere.
-- example:
SELECT
    s.id AS source_id,
    s.publisher,
    s.published,
    coalesce(s.title, s.description) AS title,
    s.cited_only,
    coalesce(c.claims, 0) AS claims,
    s.text_characters,
    s.url
FROM source AS s
LEFT JOIN (SELECT source_id, count(*) AS claims FROM claim GROUP BY source_id) AS c ON c.source_id = s.id
ORDER BY
    s.cited_only,
    coalesce(s.published_earliest, s.published_latest) NULLS LAST,
    s.published_latest NULLS LAST,
    s.id;
