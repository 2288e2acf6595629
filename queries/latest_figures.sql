-- title: Latest figure of each kind
-- description: For each company, measure, whole, unit, per and basis the figure than which no other
--   is certainly later; where more than one may be the latest, each is listed (of 2024-03 and of
--   early 2024, say). Without a date only where none has one. Denied figures are left out.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company Huawei
WITH member AS (
    SELECT member_id, earliest, latest
    FROM company_family_period
    WHERE company_id = company_named(getvariable('company')::VARCHAR)
),
compared AS (
    SELECT
        f.*,
        max(f.earliest) OVER kind AS last_begin,
        bool_or(f.earliest IS NOT NULL OR f.latest IS NOT NULL) OVER kind AS has_dated
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
    WINDOW kind AS (PARTITION BY f.company, f.measure, f.of, f.unit, f.per, f.basis)
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
FROM compared
WHERE (earliest IS NOT NULL OR latest IS NOT NULL OR NOT has_dated)
  AND coalesce(latest >= last_begin, true)
ORDER BY company NULLS LAST, measure, of NULLS FIRST, unit, per, basis, event_id, source_id, amount_number;
