CREATE VIEW totals AS
WITH told AS MATERIALIZED (
    SELECT * FROM total_figures
),
place AS MATERIALIZED (
    SELECT a.figure_id, f.citation, f.published_latest, f.source_id, f.char_start, false AS against, f.amount_number AS number
    FROM figure_amount AS a
    JOIN figures AS f ON f.source_id = a.source_id AND f.amount_number = a.amount_number
    UNION ALL
    SELECT figure_id, citation, published_latest, source_id, char_start, true, claim_number FROM figure_opposed
),
-- One denial may be of several figures.
numbered AS (
    SELECT
        t.total_id,
        p.*,
        row_number() OVER (PARTITION BY t.total_id, p.against, p.source_id, p.number ORDER BY t.figure_id) AS nth
    FROM told AS t
    JOIN place AS p ON p.figure_id = t.figure_id
),
cited AS (
    SELECT
        total_id,
        array_agg(citation ORDER BY published_latest NULLS LAST, source_id, char_start, against, number) AS citations
    FROM numbered
    WHERE nth = 1
    GROUP BY total_id
),
total AS (
    SELECT
        total_id,
        company,
        company_name,
        measure,
        of,
        unit,
        basis,
        per,
        when_edtf,
        CASE WHEN bool_and(low IS NOT NULL) FILTER (WHERE left_out_because IS NULL)
            THEN sum(low) FILTER (WHERE left_out_because IS NULL) END AS low,
        CASE WHEN bool_and(high IS NOT NULL) FILTER (WHERE left_out_because IS NULL)
            THEN sum(high) FILTER (WHERE left_out_because IS NULL) END AS high,
        coalesce(bool_or(approximate) FILTER (WHERE left_out_because IS NULL), false) AS approximate,
        coalesce(bool_or(values_differ) FILTER (WHERE left_out_because IS NULL), false) AS values_differ,
        coalesce(bool_or(disputed) FILTER (WHERE left_out_because IS NULL), false) AS disputed,
        array_agg(figure ORDER BY figure, figure_id) FILTER (WHERE left_out_because IS NULL) AS counted
    FROM told
    GROUP BY total_id, company, company_name, measure, of, unit, basis, per, when_edtf
),
doubled AS (
    SELECT total_id, array_agg(figure || ' – ' || elsewhere ORDER BY figure, figure_id) AS elsewhere
    FROM told
    WHERE elsewhere IS NOT NULL
    GROUP BY total_id
),
missed AS (
    SELECT total_id, array_agg(figure || ' – ' || left_out_because ORDER BY figure, figure_id) AS left_out
    FROM told
    WHERE left_out_because IS NOT NULL
    GROUP BY total_id
)
SELECT
    t.total_id,
    t.company,
    t.company_name,
    t.measure,
    t.of,
    t.unit,
    t.basis,
    t.per,
    t.when_edtf,
    t.low,
    t.high,
    t.approximate,
    t.values_differ,
    t.disputed,
    coalesce(t.counted, CAST(ARRAY[] AS VARCHAR[])) AS counted,
    coalesce(m.left_out, CAST(ARRAY[] AS VARCHAR[])) AS left_out,
    coalesce(d.elsewhere, CAST(ARRAY[] AS VARCHAR[])) AS elsewhere,
    c.citations
FROM total AS t
JOIN cited AS c ON c.total_id = t.total_id
LEFT JOIN missed AS m ON m.total_id = t.total_id
LEFT JOIN doubled AS d ON d.total_id = t.total_id;

COMMENT ON VIEW totals IS 'Sums of figures that may be added: of one company, measure, unit, basis and per, each figure once, no part with its whole';
COMMENT ON COLUMN totals.total_id IS 'The total: its first figure';
COMMENT ON COLUMN totals.company IS 'Id of the company whose figures they are';
COMMENT ON COLUMN totals.company_name IS 'Name of that company';
COMMENT ON COLUMN totals.measure IS 'What is measured';
COMMENT ON COLUMN totals.of IS 'Of what, where only figures of the same are added';
COMMENT ON COLUMN totals.unit IS 'ISO 4217 code, percent, people …';
COMMENT ON COLUMN totals.basis IS 'actual, planned, expected …';
COMMENT ON COLUMN totals.per IS 'Over which time it is measured';
COMMENT ON COLUMN totals.when_edtf IS 'Of which time, where only figures of the same time are added (EDTF)';
COMMENT ON COLUMN totals.low IS 'Lower end; NULL where one is open, or nothing is counted';
COMMENT ON COLUMN totals.high IS 'Upper end; NULL where one is open, or nothing is counted';
COMMENT ON COLUMN totals.approximate IS 'Whether a figure in it is stated as about so much';
COMMENT ON COLUMN totals.values_differ IS 'Whether claims about a figure in it do not agree: then from the lowest to the highest';
COMMENT ON COLUMN totals.disputed IS 'Whether a claim denies a figure in it, or cancels what it plans';
COMMENT ON COLUMN totals.counted IS 'The figures that were added';
COMMENT ON COLUMN totals.left_out IS 'The figures that were not, and why';
COMMENT ON COLUMN totals.elsewhere IS 'Figures in it that another total counts, too, in another unit, for another time …: the two are not to be added';
COMMENT ON COLUMN totals.citations IS 'Each place where a source states, denies or cancels one of them: id, publisher, published, start, end, said_by, origins';
