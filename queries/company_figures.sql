-- title: Figures of a company by measure
-- description: Every figure of a company and of what belongs to it, by measure and in order of time.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company Huawei
WITH member AS (
    SELECT member_id, earliest, latest
    FROM company_family_period
    WHERE company_id = company_named(getvariable('company')::VARCHAR)
)
SELECT
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
    f.event_id,
    f.source_id,
    f.char_start,
    f.char_end,
    ARRAY[f.citation] AS sources
FROM figures AS f
WHERE getvariable('company')::VARCHAR IS NULL
   OR EXISTS (
        SELECT 1
        FROM member AS m
        WHERE m.member_id = f.company
          AND coalesce(m.earliest <= f.latest, true)
          AND coalesce(f.earliest <= m.latest, true)
   )
ORDER BY
    f.company NULLS LAST,
    f.measure,
    coalesce(f.earliest, f.latest) NULLS LAST,
    f.latest NULLS LAST,
    f.event_id,
    f.source_id,
    f.amount_number;
