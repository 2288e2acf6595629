CREATE VIEW total_figures AS
WITH once AS MATERIALIZED (
    SELECT * FROM unique_figures
),
figure AS (
    SELECT
        u.*,
        m.additive AND u.per NOT IN ('level', 'cumulative') AND k.kind <> 'ratio' AS may_be_added,
        whole.figure_id AS whole_id,
        twin.figure_id AS twin_id,
        -- A part, and a figure told twice, stand in the total of what they belong to.
        CASE WHEN whole.figure_id IS NOT NULL THEN whole.of WHEN twin.figure_id IS NOT NULL THEN twin.of ELSE u.of END AS total_of,
        CASE
            WHEN whole.figure_id IS NOT NULL THEN whole.when_edtf
            WHEN twin.figure_id IS NOT NULL THEN twin.when_edtf
            ELSE u.when_edtf
        END AS total_when
    FROM once AS u
    JOIN measure AS m ON m.id = u.measure
    JOIN unit AS k ON k.id = u.unit
    LEFT JOIN once AS whole
        ON whole.figure_id = u.part_of_id
        AND whole.company IS NOT DISTINCT FROM u.company
        AND whole.measure = u.measure
        AND whole.unit = u.unit
        AND whole.basis = u.basis
        AND whole.per = u.per
    LEFT JOIN once AS twin
        ON twin.figure_id = u.same_as_id
        AND twin.company IS NOT DISTINCT FROM u.company
        AND twin.measure = u.measure
        AND twin.unit = u.unit
        AND twin.basis = u.basis
        AND twin.per = u.per
        -- Of two that name each other the first is counted.
        AND NOT (coalesce(twin.same_as_id = u.figure_id, false) AND u.figure_id < twin.figure_id)
),
-- What happens once may be added over all dates and purposes; all else only with what is of the same.
grouped AS (
    SELECT
        *,
        CASE WHEN per <> 'one_off' OR NOT may_be_added THEN total_of END AS group_of,
        CASE WHEN per <> 'one_off' OR NOT may_be_added THEN total_when END AS group_when
    FROM figure
),
ranked AS (
    SELECT
        *,
        first_value(figure_id) OVER counted_first AS total_id,
        first_value(event_id) OVER counted_first AS first_event
    FROM grouped
    WINDOW counted_first AS (
        PARTITION BY company, measure, unit, basis, per, group_of, group_when
        ORDER BY
            CASE WHEN whole_id IS NULL AND twin_id IS NULL THEN 0 ELSE 1 END,
            source_count DESC,
            high - low NULLS LAST,
            figure_id
    )
)
SELECT
    total_id,
    figure_id,
    event_id,
    company,
    company_name,
    measure,
    group_of AS of,
    unit,
    basis,
    per,
    group_when AS when_edtf,
    low,
    high,
    approximate,
    values_differ,
    event_id || CASE WHEN name IS NULL THEN '' ELSE '/' || name END || ': ' || text AS figure,
    earliest,
    latest,
    CASE
        WHEN whole_id IS NOT NULL THEN 'a part of ' || part_of
        WHEN twin_id IS NOT NULL THEN 'the same figure as ' || same_as
        WHEN NOT may_be_added AND figure_id <> total_id THEN
            CASE per
                WHEN 'level' THEN 'levels are not added'
                WHEN 'cumulative' THEN 'sums so far are not added: one may hold the other'
                ELSE measure_label || ' is not added up over events; counted is that of ' || first_event
            END
    END AS left_out_because,
    citations
FROM ranked;

COMMENT ON VIEW total_figures IS 'Which figure is counted in which total, and why another is not';
COMMENT ON COLUMN total_figures.total_id IS 'The total in which it is counted, or of which it is left out';
COMMENT ON COLUMN total_figures.figure_id IS 'The figure';
COMMENT ON COLUMN total_figures.event_id IS 'The event that it measures';
COMMENT ON COLUMN total_figures.company IS 'Id of the company whose figure it is';
COMMENT ON COLUMN total_figures.company_name IS 'Name of that company';
COMMENT ON COLUMN total_figures.measure IS 'What is measured';
COMMENT ON COLUMN total_figures.of IS 'Of what, where only figures of the same are added';
COMMENT ON COLUMN total_figures.unit IS 'ISO 4217 code, percent, people …';
COMMENT ON COLUMN total_figures.basis IS 'actual, planned, expected …';
COMMENT ON COLUMN total_figures.per IS 'Over which time it is measured';
COMMENT ON COLUMN total_figures.when_edtf IS 'Of which time, where only figures of the same time are added (EDTF)';
COMMENT ON COLUMN total_figures.low IS 'Lower end; NULL where open';
COMMENT ON COLUMN total_figures.high IS 'Upper end; NULL where open';
COMMENT ON COLUMN total_figures.approximate IS 'Stated as about so much';
COMMENT ON COLUMN total_figures.values_differ IS 'Whether no value fits all claims';
COMMENT ON COLUMN total_figures.figure IS 'Event, name and figure in one line';
COMMENT ON COLUMN total_figures.earliest IS 'First day on which it may have been measured';
COMMENT ON COLUMN total_figures.latest IS 'Last day on which it may have been measured';
COMMENT ON COLUMN total_figures.left_out_because IS 'Why it is not counted; NULL where it is';
COMMENT ON COLUMN total_figures.citations IS 'Each place where a source states it: id, publisher, published, start, end, said_by, origins';

CREATE VIEW totals AS
WITH told AS MATERIALIZED (
    SELECT * FROM total_figures
),
cited AS (
    SELECT
        t.total_id,
        array_agg(f.citation ORDER BY f.published_latest NULLS LAST, f.source_id, f.char_start, f.amount_number) AS citations
    FROM told AS t
    JOIN figure_amount AS a ON a.figure_id = t.figure_id
    JOIN figures AS f ON f.source_id = a.source_id AND f.amount_number = a.amount_number
    GROUP BY t.total_id
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
        CASE WHEN bool_and(low IS NOT NULL) THEN sum(low) END AS low,
        CASE WHEN bool_and(high IS NOT NULL) THEN sum(high) END AS high,
        bool_or(approximate) AS approximate,
        bool_or(values_differ) AS values_differ,
        array_agg(figure ORDER BY figure, figure_id) AS counted
    FROM told
    WHERE left_out_because IS NULL
    GROUP BY total_id, company, company_name, measure, of, unit, basis, per, when_edtf
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
    t.counted,
    coalesce(m.left_out, CAST(ARRAY[] AS VARCHAR[])) AS left_out,
    c.citations
FROM total AS t
JOIN cited AS c ON c.total_id = t.total_id
LEFT JOIN missed AS m ON m.total_id = t.total_id;

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
COMMENT ON COLUMN totals.low IS 'Lower end; NULL where one is open';
COMMENT ON COLUMN totals.high IS 'Upper end; NULL where one is open';
COMMENT ON COLUMN totals.approximate IS 'Whether a figure in it is stated as about so much';
COMMENT ON COLUMN totals.values_differ IS 'Whether claims about a figure in it do not agree: then from the lowest to the highest';
COMMENT ON COLUMN totals.counted IS 'The figures that were added';
COMMENT ON COLUMN totals.left_out IS 'The figures that were not, and why';
COMMENT ON COLUMN totals.citations IS 'Each place where a source states one of them: id, publisher, published, start, end, said_by, origins';
