-- title: Who pays whom, by month and by year
-- description: Payments with payer and payee, as stated and reckoned for a month and a year, to
--   the cent. A year is taken as 365 days, 52 weeks, 12 months, 4 quarters, 2 half-years; one-off
--   and cumulative payments are not reckoned. A payment of several payers or to several payees
--   stands in a row for each pair: add it up once.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company TikTok
WITH member AS (
    SELECT member_id, earliest, latest
    FROM company_family_period
    WHERE company_id = company_named(getvariable('company')::VARCHAR)
),
paid AS (
    SELECT
        f.*,
        payer.company_id AS payer,
        payee.company_id AS payee,
        -- Larger payments are no money, and would not fit the decimals that they are reckoned in.
        CASE
            WHEN greatest(abs(f.low), abs(f.high)) >= CAST('10000000000000000000000' AS DECIMAL(38, 6)) THEN NULL
            ELSE CASE f.per
            WHEN 'day' THEN 365 WHEN 'week' THEN 52 WHEN 'month' THEN 12
            WHEN 'quarter' THEN 4 WHEN 'half_year' THEN 2 WHEN 'year' THEN 1
            END
        END AS times_a_year
    FROM figures AS f
    LEFT JOIN claim_party AS payer
        ON payer.source_id = f.source_id AND payer.claim_number = f.claim_number AND payer.role = 'payer'
    LEFT JOIN claim_party AS payee
        ON payee.source_id = f.source_id AND payee.claim_number = f.claim_number AND payee.role = 'payee'
    WHERE f.measure = 'payment'
),
yearly AS (
    SELECT *, low * times_a_year AS low_a_year, high * times_a_year AS high_a_year FROM paid
)
-- Dividing decimals gives floating point, so a month's cents are reckoned in whole millionths.
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
    CAST(((CAST(low_a_year * 1000000 AS HUGEINT) + sign(low) * 60000) // 120000) * 0.01 AS DECIMAL(38, 2)) AS low_a_month,
    CAST(((CAST(high_a_year * 1000000 AS HUGEINT) + sign(high) * 60000) // 120000) * 0.01 AS DECIMAL(38, 2)) AS high_a_month,
    CAST(low_a_year AS DECIMAL(38, 2)) AS low_a_year,
    CAST(high_a_year AS DECIMAL(38, 2)) AS high_a_year,
    source_id,
    char_start,
    char_end,
    ARRAY[citation] AS sources
FROM yearly AS y
WHERE getvariable('company')::VARCHAR IS NULL
   OR EXISTS (
        SELECT 1
        FROM member AS m
        WHERE m.member_id IN (y.payer, y.payee)
          AND coalesce(m.earliest <= y.latest, true)
          AND coalesce(y.earliest <= m.latest, true)
   )
ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id, source_id, amount_number, payer, payee;
