-- title: Timeline of one company and all that belongs to it
-- description: The rows of the view company_timeline: whether the company itself has a role in the
--   event (direct) or only what belongs to it, and in which roles. Without a company: all of them.
-- param company company: a company by id, name or alias
-- param only boolean: leave out what belongs to the company
-- param from first_day: events that may lie on or after this date
-- param to last_day: events that may lie on or before this date
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what certainly lies between, and was certainly known
-- example: --company TikTok
SELECT
    company_id,
    company,
    direct,
    roles,
    event_id,
    when_edtf,
    earliest,
    latest,
    title,
    type,
    status,
    companies,
    amounts,
    origins,
    dates_differ,
    disputed,
    CASE
        WHEN getvariable('from')::DATE IS NOT NULL OR getvariable('to')::DATE IS NOT NULL
            THEN certainly_in(when_edtf, earliest, latest, getvariable('from')::DATE, getvariable('to')::DATE)
    END AS certainly_between,
    known_certain,
    citations AS sources
FROM company_timeline
WHERE (getvariable('company')::VARCHAR IS NULL OR company_id = company_named(getvariable('company')::VARCHAR))
  AND (direct OR NOT coalesce(getvariable('only')::BOOLEAN, false))
  AND (
        (getvariable('from')::DATE IS NULL AND getvariable('to')::DATE IS NULL)
        OR CASE
            WHEN coalesce(getvariable('certain')::BOOLEAN, false)
                THEN certainly_in(when_edtf, earliest, latest, getvariable('from')::DATE, getvariable('to')::DATE)
            ELSE possibly_in(when_edtf, earliest, latest, getvariable('from')::DATE, getvariable('to')::DATE)
        END
    )
ORDER BY company_id, coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id;
