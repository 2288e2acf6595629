-- title: Who pays whom, by month and by year
-- description: Payments with payer and payee, as stated and reckoned for a month and a year. A
--   payment for a month, quarter or half-year is stretched to a year, one for a year is split into
--   months (rounded to the cent); one-off and cumulative payments are not reckoned.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company TikTok
WITH paid AS (
    SELECT
        f.event_id,
        payer.company_id AS payer,
        payee.company_id AS payee,
        f.when_edtf,
        f.earliest,
        f.latest,
        f.text,
        f.low,
        f.high,
        f.unit,
        f.per,
        f.basis,
        f.status,
        CASE f.per
            WHEN 'day' THEN 365 WHEN 'week' THEN 52 WHEN 'month' THEN 12
            WHEN 'quarter' THEN 4 WHEN 'half_year' THEN 2 WHEN 'year' THEN 1
        END AS times_a_year,
        f.source_id,
        f.char_start,
        f.char_end,
        f.amount_number
    FROM figures AS f
    LEFT JOIN claim_company AS payer
        ON payer.source_id = f.source_id AND payer.claim_number = f.claim_number AND payer.role = 'payer'
    LEFT JOIN claim_company AS payee
        ON payee.source_id = f.source_id AND payee.claim_number = f.claim_number AND payee.role = 'payee'
    WHERE f.measure = 'payment'
),
yearly AS (
    SELECT
        *,
        CAST(low * times_a_year AS DECIMAL(38, 2)) AS low_a_year,
        CAST(high * times_a_year AS DECIMAL(38, 2)) AS high_a_year
    FROM paid
)
SELECT
    event_id,
    payer,
    payee,
    when_edtf,
    text,
    low,
    high,
    unit,
    per,
    basis,
    status,
    CAST((CAST(low_a_year * 100 AS HUGEINT) + 6) // 12 * CAST(0.01 AS DECIMAL(3, 2)) AS DECIMAL(38, 2)) AS low_a_month,
    CAST((CAST(high_a_year * 100 AS HUGEINT) + 6) // 12 * CAST(0.01 AS DECIMAL(3, 2)) AS DECIMAL(38, 2)) AS high_a_month,
    low_a_year,
    high_a_year,
    source_id,
    char_start,
    char_end
FROM yearly
WHERE getvariable('company')::VARCHAR IS NULL
   OR payer IN (SELECT member_id FROM company_family WHERE company_id = company_named(getvariable('company')::VARCHAR))
   OR payee IN (SELECT member_id FROM company_family WHERE company_id = company_named(getvariable('company')::VARCHAR))
ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id, source_id, amount_number, payer, payee;
