-- title: All that is known of a source
-- description: Title, publisher, dates with their basis, and the text that was read.
--   The row is itself a document: what stands as evidence elsewhere.
-- param source source: the id of a source
-- example: --source blue-whale-news-2024-08-02
SELECT
    id AS source_id,
    title,
    description,
    publisher,
    author,
    published,
    published_earliest,
    published_latest,
    published_basis,
    language,
    url,
    text_sha256,
    text_characters,
    cited_only
FROM source
WHERE getvariable('source')::VARCHAR IS NULL OR id = getvariable('source')::VARCHAR
ORDER BY id;
