-- title: How well each event is supported
-- description: For each event the articles that tell of it and the reports on which these rest. Two
--   outlets that relay one report are one origin; an article that does not say on what it rests is
--   listed as that, never as independent. Claims that deny an event do not support it.
-- param company company: a company by id, name or alias, with all that belongs to it
-- param event event: one event
-- param articles integer: only events that at least so many articles tell of
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what was certainly known by then
-- example: --articles 2
SELECT
    event_id,
    title,
    verdict,
    article_count,
    independent_origins,
    articles,
    origins,
    possible_origins,
    origin_not_stated,
    citations AS sources
FROM corroboration
WHERE (
        getvariable('company')::VARCHAR IS NULL
        OR event_id IN (
            SELECT event_id FROM company_event WHERE company_id = company_named(getvariable('company')::VARCHAR)
        )
    )
  AND (getvariable('event')::VARCHAR IS NULL OR event_id = event_named(getvariable('event')::VARCHAR))
  AND (getvariable('articles')::BIGINT IS NULL OR article_count >= getvariable('articles')::BIGINT)
ORDER BY independent_origins DESC, article_count DESC, event_id;
