-- title: Revenues and how they grow
-- description: Figures of revenue, profit, margin and growth, with whose they are.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company Microsoft
WITH member AS (
    SELECT member_id, earliest, latest
    FROM company_family_period
    WHERE company_id = company_named(getvariable('company')::VARCHAR)
)
SELECT
    f.event_id,
    f.company,
    f.measure,
    f.text,
    f.of,
    f.basis,
    f.status,
    f.when_edtf,
    f.earliest,
    f.latest,
    f.low,
    f.high,
    f.unit,
    f.per,
    f.source_id,
    f.char_start,
    f.char_end,
    ARRAY[f.citation] AS sources
FROM figures AS f
WHERE f.measure IN ('revenue', 'revenue_growth', 'advertising_revenue', 'profit', 'profit_growth', 'operating_margin')
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
ORDER BY
    coalesce(f.earliest, f.latest) NULLS LAST,
    f.latest NULLS LAST,
    f.event_id,
    f.source_id,
    f.amount_number;
