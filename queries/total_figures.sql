-- title: The figures behind each total
-- description: Every figure once, the total in which it is counted, or why it is not.
-- param company company: a company by id, name or alias, with all that belongs to it
-- param measure measure: only this measure
-- param unit unit: only this unit
-- param basis basis: only this basis
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what was certainly known by then
-- example: --company ByteDance --unit USD
WITH member AS (
    SELECT member_id, earliest, latest
    FROM company_family_period
    WHERE company_id = company_named(getvariable('company')::VARCHAR)
)
SELECT
    t.total_id,
    t.event_id,
    t.company,
    t.measure,
    t.of,
    t.figure,
    t.low,
    t.high,
    t.unit,
    t.per,
    t.basis,
    t.when_edtf,
    t.earliest,
    t.latest,
    t.approximate,
    t.values_differ,
    t.left_out_because,
    t.disputed,
    t.same_as,
    t.elsewhere,
    t.figure_id,
    t.citations AS sources
FROM total_figures AS t
WHERE (
        getvariable('company')::VARCHAR IS NULL
        OR EXISTS (
            SELECT 1
            FROM member AS m
            WHERE m.member_id = t.company
              AND coalesce(m.earliest <= t.latest, true)
              AND coalesce(t.earliest <= m.latest, true)
        )
    )
  AND (getvariable('measure')::VARCHAR IS NULL OR t.measure = getvariable('measure')::VARCHAR)
  AND (getvariable('unit')::VARCHAR IS NULL OR t.unit = getvariable('unit')::VARCHAR)
  AND (getvariable('basis')::VARCHAR IS NULL OR t.basis = getvariable('basis')::VARCHAR)
ORDER BY t.company NULLS LAST, t.measure, t.total_id, t.left_out_because NULLS FIRST, t.figure, t.figure_id;
