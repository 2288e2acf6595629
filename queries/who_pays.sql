-- title: Payers and payees, with and without amounts
-- description: Each claim that names who pays or invests, or who is paid or invested in, with the
--   amounts that it states. Several payers or payees of one claim stand in a row for each pair, and
--   share its amounts: add them up once. Part of and same as name figures that hold it or are the same.
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what was certainly known
-- example:
WITH side AS (
    SELECT
        p.source_id,
        p.claim_number,
        CASE WHEN p.role IN ('payer', 'payee') THEN 'payment' ELSE 'investment' END AS kind,
        p.role IN ('payer', 'investor') AS gives,
        c.id,
        c.name
    FROM claim_party AS p
    JOIN company AS c ON c.id = p.company_id
    WHERE p.role IN ('payer', 'payee', 'investor', 'investee')
),
pair AS (
    SELECT
        coalesce(g.source_id, t.source_id) AS source_id,
        coalesce(g.claim_number, t.claim_number) AS claim_number,
        coalesce(g.kind, t.kind) AS kind,
        g.id AS payer,
        g.name AS payer_name,
        t.id AS payee,
        t.name AS payee_name
    FROM (SELECT * FROM side WHERE gives) AS g
    FULL JOIN (SELECT * FROM side WHERE NOT gives) AS t
        ON t.source_id = g.source_id AND t.claim_number = g.claim_number AND t.kind = g.kind
),
linked AS (
    SELECT
        figure_id,
        array_agg(other_id ORDER BY other_id) FILTER (WHERE kind = 'part_of') AS part_of,
        array_agg(other_id ORDER BY other_id) FILTER (WHERE kind = 'same_as') AS same_as
    FROM figure_link
    GROUP BY figure_id
)
SELECT
    c.event_id,
    e.title,
    p.kind,
    p.payer,
    p.payer_name,
    p.payee,
    p.payee_name,
    c.when_edtf,
    c.status,
    f.of,
    f.text,
    f.low,
    f.high,
    f.unit,
    f.per,
    f.approximate,
    f.basis,
    a.figure_id,
    l.part_of,
    l.same_as,
    c.source_id,
    c.char_start,
    c.char_end,
    ARRAY[c.citation] AS sources
FROM pair AS p
JOIN known_claim AS c ON c.source_id = p.source_id AND c.number = p.claim_number
JOIN event AS e ON e.id = c.event_id
LEFT JOIN figures AS f
    ON f.source_id = p.source_id
    AND f.claim_number = p.claim_number
    AND f.measure IN ('payment', 'investment', 'capital_expenditure', 'research_spending', 'deal_value')
    AND (f.measure = 'payment') = (p.kind = 'payment')
LEFT JOIN figure_amount AS a ON a.source_id = f.source_id AND a.amount_number = f.amount_number
LEFT JOIN linked AS l ON l.figure_id = a.figure_id
ORDER BY
    coalesce(c.earliest, c.latest) NULLS LAST,
    c.latest NULLS LAST,
    c.event_id,
    c.source_id,
    c.number,
    p.kind,
    f.amount_number NULLS FIRST,
    p.payer NULLS LAST,
    p.payee NULLS LAST;
