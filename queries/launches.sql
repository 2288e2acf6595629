-- title: Launches of products and services
-- description: Events of the types launch, rename, in order of time.
-- param company company: a company by id, name or alias, with all that belongs to it
-- param from first_day: events that may lie on or after this date
-- param to last_day: events that may lie on or before this date
-- example: --company ByteDance
SELECT event_id, when_edtf, earliest, latest, type, status, title, participants, amounts, citations AS sources
FROM timeline
WHERE type IN ('launch', 'rename')
  AND (
        getvariable('company')::VARCHAR IS NULL
        OR event_id IN (
            SELECT event_id FROM company_event WHERE company_id = company_named(getvariable('company')::VARCHAR)
        )
    )
  AND (getvariable('from')::DATE IS NULL OR (when_edtf IS NOT NULL AND coalesce(latest >= getvariable('from')::DATE, true)))
  AND (getvariable('to')::DATE IS NULL OR (when_edtf IS NOT NULL AND coalesce(earliest <= getvariable('to')::DATE, true)))
ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id;
