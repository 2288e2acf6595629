-- title: Sums of what may be added
-- description: One row for each company, measure, unit, basis and per. Each figure is counted once,
--   however many claims state it. Nothing is added that is planned to what is actual, one-off to
--   monthly, a part to its whole, a figure to its double, a level or a sum so far to another, one
--   company's to another's; payments a month and the like only within one time; nor what was planned
--   of an event that is cancelled. What was left out is named with the reason; disputed is what a
--   source denies. Elsewhere names figures that another total counts, too, in another currency or for
--   another time: such totals are not to be added. A company chooses its totals, and those of all that belongs to it at
--   some time; each total is whole. With annualise, figures per day to half-year are also reckoned for
--   a year (365 days, 52 weeks, 12 months, 4 quarters, 2 half-years): computed, stated by nobody.
-- param company company: a company by id, name or alias, with all that belongs to it
-- param measure measure: only this measure
-- param unit unit: only this unit
-- param basis basis: only this basis
-- param annualise boolean: reckon what is stated for a shorter time for a year, too
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what was certainly known by then
-- example: --company ByteDance --unit USD
WITH member AS (
    SELECT member_id, earliest, latest
    FROM company_family_period
    WHERE company_id = company_named(getvariable('company')::VARCHAR)
),
figure AS (
    SELECT DISTINCT t.total_id
    FROM total_figures AS t
    WHERE (t.left_out_because IS NULL OR t.figure_id = t.total_id)
      AND (
            getvariable('company')::VARCHAR IS NULL
            OR EXISTS (
                SELECT 1
                FROM member AS m
                WHERE m.member_id = t.company
                  AND coalesce(m.earliest <= t.latest, true)
                  AND coalesce(t.earliest <= m.latest, true)
            )
        )
),
chosen AS (
    SELECT
        t.*,
        CASE
            WHEN greatest(abs(t.low), abs(t.high)) >= CAST('1000000000000000000000000' AS DECIMAL(38, 6)) THEN NULL
            WHEN coalesce(getvariable('annualise')::BOOLEAN, false) THEN CASE t.per
                WHEN 'day' THEN 365 WHEN 'week' THEN 52 WHEN 'month' THEN 12
                WHEN 'quarter' THEN 4 WHEN 'half_year' THEN 2 WHEN 'year' THEN 1
            END
        END AS times_a_year
    FROM totals AS t
    JOIN figure AS f ON f.total_id = t.total_id
    WHERE (getvariable('measure')::VARCHAR IS NULL OR t.measure = getvariable('measure')::VARCHAR)
      AND (getvariable('unit')::VARCHAR IS NULL OR t.unit = getvariable('unit')::VARCHAR)
      AND (getvariable('basis')::VARCHAR IS NULL OR t.basis = getvariable('basis')::VARCHAR)
)
SELECT
    company,
    measure,
    of,
    low,
    high,
    unit,
    per,
    basis,
    when_edtf,
    approximate,
    values_differ,
    disputed,
    low * times_a_year AS low_a_year,
    high * times_a_year AS high_a_year,
    CASE WHEN times_a_year > 1 THEN 'computed: times ' || CAST(times_a_year AS VARCHAR) END AS computed,
    counted,
    left_out,
    elsewhere,
    total_id,
    citations AS sources
FROM chosen
ORDER BY company NULLS LAST, measure, unit, basis, per, of NULLS FIRST, when_edtf NULLS LAST, total_id;
