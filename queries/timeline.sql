-- title: All events in order of time
-- description: Each event with its date as known, title, companies, amounts and the places where
--   sources speak of it. With a company: its events and those of all that belongs to it.
--   From and to keep events that possibly fall between, and mark those that need not; undated
--   events come last. Known by keeps what may have been known by that day, and marks what need not
--   have been.
-- param company company: a company by id, name or alias, with all that belongs to it
-- param only boolean: leave out what belongs to the company
-- param from first_day: events that may lie on or after this date
-- param to last_day: events that may lie on or before this date
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what certainly lies between, and was certainly known
-- param type event_types: types of event, separated by commas
-- param status statuses: statuses, separated by commas
-- param limit integer: at most so many events
-- param offset integer: leave out so many events before the first
-- param reverse boolean: newest first
-- example: --company ByteDance --from 2024
WITH chosen AS (
    SELECT
        *,
        row_number() OVER (ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id) AS position
    FROM timeline
    WHERE (
            getvariable('company')::VARCHAR IS NULL
            OR event_id IN (
                SELECT event_id
                FROM company_event
                WHERE company_id = company_named(getvariable('company')::VARCHAR)
                  AND (direct OR NOT coalesce(getvariable('only')::BOOLEAN, false))
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
      AND (getvariable('type')::VARCHAR IS NULL OR type = ANY (string_to_array(replace(getvariable('type')::VARCHAR, ' ', ''), ',')))
      AND (getvariable('status')::VARCHAR IS NULL OR status = ANY (string_to_array(replace(getvariable('status')::VARCHAR, ' ', ''), ',')))
)
SELECT
    event_id,
    when_edtf,
    earliest,
    latest,
    precision,
    title,
    type,
    status,
    companies,
    amounts,
    origins,
    dates_differ,
    disputed,
    participants,
    CASE
        WHEN getvariable('from')::DATE IS NOT NULL OR getvariable('to')::DATE IS NOT NULL
            THEN certainly_in(when_edtf, earliest, latest, getvariable('from')::DATE, getvariable('to')::DATE)
    END AS certainly_between,
    known_certain,
    citations AS sources
FROM chosen
ORDER BY
    when_edtf IS NULL,
    CASE WHEN coalesce(getvariable('reverse')::BOOLEAN, false) THEN -position ELSE position END,
    event_id
LIMIT getvariable('limit')::BIGINT
OFFSET coalesce(getvariable('offset')::BIGINT, 0);
