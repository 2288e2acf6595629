-- title: Latest figure of each kind
-- description: For each company, measure, whole, unit, per and basis the figure of the latest date;
--   where several claims give one of that date, each is listed. Denied figures are left out.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company Huawei
WITH member AS (
    SELECT member_id, earliest, latest
    FROM company_family_period
    WHERE company_id = company_named(getvariable('company')::VARCHAR)
),
ranked AS (
    SELECT
        f.*,
        rank() OVER (
            PARTITION BY f.company, f.measure, f.of, f.unit, f.per, f.basis
            ORDER BY coalesce(f.latest, f.earliest) DESC NULLS LAST, f.earliest DESC NULLS LAST
        ) AS age
    FROM figures AS f
    WHERE f.status <> 'denied'
      AND (
            getvariable('company')::VARCHAR IS NULL
            OR EXISTS (
                SELECT 1
                FROM member AS m
                WHERE m.member_id = f.company
                  AND coalesce(m.earliest <= f.latest, true)
                  AND coalesce(f.earliest <= m.latest, true)
            )
        )
)
SELECT
    company,
    measure,
    text,
    of,
    basis,
    when_edtf,
    earliest,
    latest,
    low,
    high,
    unit,
    per,
    event_id,
    source_id,
    char_start,
    char_end,
    ARRAY[citation] AS sources
FROM ranked
WHERE age = 1
ORDER BY company NULLS LAST, measure, of NULLS FIRST, unit, per, basis, event_id, source_id, amount_number;
