-- What is a part of, or the same as, a figure of the same sum is left out beside it; then what may be
-- the same; then what is not added. Each is named in the total of what it was left out for.
CREATE VIEW total_figures AS
WITH opposed AS MATERIALIZED (
    SELECT * FROM figure_opposed
),
-- What was planned of an event that is cancelled is added to nothing, and hides nothing.
cancelled AS (
    SELECT o.figure_id, 'cancelled, says ' || array_to_string(list_sort(list_distinct(array_agg(o.source_id))), ', ') AS because
    FROM opposed AS o
    JOIN standing_claim AS k ON k.event_id = o.event_id AND k.rank = 1 AND k.status = 'cancelled'
    WHERE o.status = 'cancelled'
    GROUP BY o.figure_id
),
place AS (
    SELECT figure_id, citation, published_latest, source_id, char_start, claim_number AS number FROM opposed
    UNION ALL
    SELECT a.figure_id, f.citation, f.published_latest, f.source_id, f.char_start, f.amount_number
    FROM figure_amount AS a
    JOIN figures AS f ON f.source_id = a.source_id AND f.amount_number = a.amount_number
    WHERE a.figure_id IN (SELECT figure_id FROM opposed)
),
cited AS (
    SELECT
        figure_id,
        array_agg(citation ORDER BY published_latest NULLS LAST, source_id, char_start, number) AS citations
    FROM place
    GROUP BY figure_id
),
figure AS MATERIALIZED (
    SELECT
        u.*,
        x.because AS cancelled,
        -- Larger figures are no money, and their sum would not fit the decimals.
        m.additive
        AND u.per NOT IN ('level', 'cumulative')
        AND k.kind <> 'ratio'
        AND coalesce(greatest(abs(u.low), abs(u.high)) < CAST('1000000000000000000000000' AS DECIMAL(38, 6)), true)
            AS may_be_added,
        u.event_id || CASE WHEN u.name IS NULL THEN '' ELSE '/' || u.name END || ': ' || u.text AS figure,
        coalesce(u.company, '') AS company_key,
        -- Of two that are the same the first is counted: that of most sources, an exact one, by id.
        row_number() OVER (
            ORDER BY
                x.because IS NOT NULL,
                u.source_count DESC,
                CASE WHEN u.low = u.high THEN 0 ELSE 1 END,
                u.figure_id
        ) AS place
    FROM unique_figures AS u
    JOIN measure AS m ON m.id = u.measure
    JOIN unit AS k ON k.id = u.unit
    LEFT JOIN cancelled AS x ON x.figure_id = u.figure_id
),
related AS MATERIALIZED (
    SELECT * FROM figure_link
),
link AS MATERIALIZED (
    SELECT f.figure_id, g.figure_id AS other_id, g.place, l.kind, l.named
    FROM related AS l
    JOIN figure AS f ON f.figure_id = l.figure_id
    JOIN figure AS g
        ON g.figure_id = l.other_id
        AND g.company_key = f.company_key
        AND g.measure = f.measure
        AND g.unit = f.unit
        AND g.basis = f.basis
        AND g.per = f.per
        AND g.cancelled IS NULL
        AND f.cancelled IS NULL
    LEFT JOIN related AS back ON back.figure_id = l.other_id AND back.other_id = l.figure_id AND back.kind = 'part_of'
    -- Where links go in a ring, the first is counted.
    WHERE (l.kind = 'part_of' AND back.figure_id IS NULL) OR g.place < f.place
),
linked AS (
    SELECT l.figure_id, l.other_id, l.kind, l.named, row_number() OVER (PARTITION BY l.figure_id ORDER BY l.kind, l.place) AS nth
    FROM link AS l
    WHERE NOT EXISTS (SELECT 1 FROM link AS further WHERE further.figure_id = l.other_id)
),
root AS MATERIALIZED (
    SELECT * FROM figure WHERE figure_id NOT IN (SELECT figure_id FROM link)
),
-- Figures of one event that no source tells apart: by stating both in one claim, or by labels.
alike AS (
    SELECT f.figure_id, min(g.place) AS place
    FROM root AS f
    JOIN root AS g
        ON g.event_id = f.event_id
        AND g.company_key = f.company_key
        AND g.measure = f.measure
        AND g.unit = f.unit
        AND g.basis = f.basis
        AND g.per = f.per
        AND g.place < f.place
        AND g.cancelled IS NULL
        AND f.cancelled IS NULL
        AND (f.per = 'one_off' OR (coalesce(f.earliest <= g.latest, true) AND coalesce(g.earliest <= f.latest, true)))
    WHERE f.may_be_added
      AND NOT EXISTS (
        SELECT 1
        FROM figure_amount AS x
        JOIN figure_amount AS y ON y.source_id = x.source_id
        WHERE x.figure_id = f.figure_id
          AND y.figure_id = g.figure_id
          AND (
            x.claim_number = y.claim_number
            OR f.name <> g.name
            OR fold_name(f.of) <> fold_name(g.of)
          )
      )
    GROUP BY f.figure_id
),
-- What happens once may be added over all dates and purposes; all else only with what is of the same
-- time and purpose, and of a known time.
grouped AS (
    SELECT
        r.*,
        CASE WHEN r.per <> 'one_off' OR NOT r.may_be_added THEN r.of END AS group_of,
        CASE WHEN r.per <> 'one_off' OR NOT r.may_be_added THEN r.when_edtf END AS group_when,
        CASE WHEN r.per <> 'one_off' AND r.may_be_added AND r.when_edtf IS NULL THEN r.figure_id END AS group_own
    FROM root AS r
    WHERE r.figure_id NOT IN (SELECT figure_id FROM alike)
),
counted AS (
    SELECT
        *,
        first_value(figure_id) OVER counted_first AS total_id,
        first_value(event_id) OVER counted_first AS first_event
    FROM grouped
    WINDOW counted_first AS (
        PARTITION BY company_key, measure, unit, basis, per, fold_name(group_of), group_when, group_own ORDER BY place
    )
),
placed AS (
    SELECT
        figure_id,
        total_id,
        CASE
            WHEN cancelled IS NOT NULL THEN cancelled
            WHEN may_be_added OR figure_id = total_id THEN NULL
            WHEN per = 'level' THEN 'levels are not added'
            WHEN per = 'cumulative' THEN 'sums so far are not added: one may hold the other'
            ELSE measure_label || ' is not added up over events; counted is that of ' || first_event
        END AS because
    FROM counted
    UNION ALL
    -- The first of those alike may itself have been left out as alike; its event's first never is.
    SELECT a.figure_id, c.total_id, 'perhaps the same as ' || g.figure || ': no source tells the two apart'
    FROM alike AS a
    JOIN root AS f ON f.figure_id = a.figure_id
    JOIN root AS g ON g.place = a.place
    JOIN counted AS c
        ON c.event_id = f.event_id
        AND c.company_key = f.company_key
        AND c.measure = f.measure
        AND c.unit = f.unit
        AND c.basis = f.basis
        AND c.per = f.per
        AND c.place = (
            SELECT min(e.place)
            FROM root AS e
            WHERE e.event_id = f.event_id
              AND e.company_key = f.company_key
              AND e.measure = f.measure
              AND e.unit = f.unit
              AND e.basis = f.basis
              AND e.per = f.per
        )
)
SELECT
    t.total_id,
    f.figure_id,
    f.event_id,
    f.company,
    f.company_name,
    f.measure,
    c.group_of AS of,
    f.unit,
    f.basis,
    f.per,
    c.group_when AS when_edtf,
    f.low,
    f.high,
    f.approximate,
    f.values_differ,
    f.figure,
    f.earliest,
    f.latest,
    t.because AS left_out_because,
    cited.figure_id IS NOT NULL AS disputed,
    coalesce(cited.citations, f.citations) AS citations
FROM (
    SELECT figure_id, total_id, because FROM placed
    UNION ALL
    SELECT l.figure_id, p.total_id, CASE l.kind WHEN 'part_of' THEN 'a part of ' ELSE 'the same figure as ' END || l.named
    FROM linked AS l
    JOIN placed AS p ON p.figure_id = l.other_id
    WHERE l.nth = 1
) AS t
JOIN figure AS f ON f.figure_id = t.figure_id
JOIN counted AS c ON c.figure_id = t.total_id
LEFT JOIN cited ON cited.figure_id = f.figure_id;

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
COMMENT ON COLUMN total_figures.disputed IS 'Whether a claim denies it, or cancels what it plans';
COMMENT ON COLUMN total_figures.citations IS 'Each place where a source states, denies or cancels it: id, publisher, published, start, end, said_by, origins';

CREATE VIEW totals AS
WITH told AS MATERIALIZED (
    SELECT * FROM total_figures
),
place AS (
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
COMMENT ON COLUMN totals.low IS 'Lower end; NULL where one is open, or nothing is counted';
COMMENT ON COLUMN totals.high IS 'Upper end; NULL where one is open, or nothing is counted';
COMMENT ON COLUMN totals.approximate IS 'Whether a figure in it is stated as about so much';
COMMENT ON COLUMN totals.values_differ IS 'Whether claims about a figure in it do not agree: then from the lowest to the highest';
COMMENT ON COLUMN totals.disputed IS 'Whether a claim denies a figure in it, or cancels what it plans';
COMMENT ON COLUMN totals.counted IS 'The figures that were added';
COMMENT ON COLUMN totals.left_out IS 'The figures that were not, and why';
COMMENT ON COLUMN totals.citations IS 'Each place where a source states, denies or cancels one of them: id, publisher, published, start, end, said_by, origins';
