-- title: Partnerships and customers
-- description: Events of the types partnership, customer, purchase, in order of time.
-- param company company: a company by id, name or alias, with all that belongs to it
-- param from first_day: events that may lie on or after this date
-- param to last_day: events that may lie on or before this date
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what certainly lies between, and was certainly known
-- example: --company OpenAI
SELECT
    event_id,
    when_edtf,
    earliest,
    latest,
    type,
    status,
    title,
    participants,
    amounts,
    CASE
        WHEN getvariable('from')::DATE IS NOT NULL OR getvariable('to')::DATE IS NOT NULL
            THEN certainly_in(when_edtf, earliest, latest, getvariable('from')::DATE, getvariable('to')::DATE)
    END AS certainly_between,
    known_certain,
    citations AS sources
FROM timeline
WHERE type IN ('partnership', 'customer', 'purchase')
  AND (
        getvariable('company')::VARCHAR IS NULL
        OR event_id IN (
            SELECT event_id FROM company_event WHERE company_id = company_named(getvariable('company')::VARCHAR)
        )
    )
  AND (
        (getvariable('from')::DATE IS NULL AND getvariable('to')::DATE IS NULL)
        OR CASE
            WHEN coalesce(getvariable('certain')::BOOLEAN, false)
                THEN certainly_in(when_edtf, earliest, latest, getvariable('from')::DATE, getvariable('to')::DATE)
            ELSE possibly_in(when_edtf, earliest, latest, getvariable('from')::DATE, getvariable('to')::DATE)
        END
    )
ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id;
