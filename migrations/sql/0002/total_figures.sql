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
place AS MATERIALIZED (
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
),
told AS MATERIALIZED (
    SELECT figure_id, total_id, because FROM placed
    UNION ALL
    SELECT l.figure_id, p.total_id, CASE l.kind WHEN 'part_of' THEN 'a part of ' ELSE 'the same figure as ' END || l.named
    FROM linked AS l
    JOIN placed AS p ON p.figure_id = l.other_id
    WHERE l.nth = 1
),
-- What is counted in two totals, in two currencies or for two times: not to be added there.
double AS MATERIALIZED (
    SELECT l.figure_id, l.other_id, l.kind
    FROM related AS l
    JOIN told AS one ON one.figure_id = l.figure_id AND one.because IS NULL
    JOIN told AS other ON other.figure_id = l.other_id AND other.because IS NULL
    WHERE one.total_id <> other.total_id
),
first_stated AS (
    SELECT figure_id, min(nth) AS nth
    FROM (
        SELECT
            a.figure_id,
            row_number() OVER (
                ORDER BY f.published_latest NULLS LAST, f.source_id, f.char_start, f.amount_number, a.figure_id
            ) AS nth
        FROM figure_amount AS a
        JOIN figures AS f ON f.source_id = a.source_id AND f.amount_number = a.amount_number
        WHERE a.figure_id IN (SELECT other_id FROM double)
    ) AS stated
    GROUP BY figure_id
),
same AS (
    SELECT d.figure_id, array_agg(d.other_id ORDER BY s.nth) AS same_as
    FROM (
        SELECT figure_id, other_id FROM double WHERE kind = 'same_as'
        UNION
        SELECT figure_id, figure_id FROM double WHERE kind = 'same_as'
    ) AS d
    JOIN first_stated AS s ON s.figure_id = d.other_id
    GROUP BY d.figure_id
),
elsewhere AS (
    SELECT
        d.figure_id,
        string_agg(
            CASE d.kind WHEN 'part_of' THEN 'a part of ' ELSE 'the same figure as ' END
            || g.event_id
            || CASE WHEN g.name IS NULL THEN '' ELSE '/' || g.name END
            || CASE WHEN g.unit = f.unit THEN '' ELSE ', in ' || g.unit END
            || CASE WHEN g.per = f.per THEN '' ELSE ', per ' || g.per END
            || CASE WHEN g.basis = f.basis THEN '' ELSE ', ' || g.basis END,
            '; ' ORDER BY s.nth
        ) AS elsewhere
    FROM double AS d
    JOIN first_stated AS s ON s.figure_id = d.other_id
    JOIN figure AS f ON f.figure_id = d.figure_id
    JOIN figure AS g ON g.figure_id = d.other_id
    GROUP BY d.figure_id
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
    coalesce(same.same_as, CAST(ARRAY[] AS VARCHAR[])) AS same_as,
    e.elsewhere,
    coalesce(cited.citations, f.citations) AS citations
FROM told AS t
JOIN figure AS f ON f.figure_id = t.figure_id
JOIN counted AS c ON c.figure_id = t.total_id
LEFT JOIN cited ON cited.figure_id = f.figure_id
LEFT JOIN same ON same.figure_id = f.figure_id
LEFT JOIN elsewhere AS e ON e.figure_id = f.figure_id;

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
COMMENT ON COLUMN total_figures.same_as IS 'Where other totals count the same figure: all of them, this one included, that stated first first';
COMMENT ON COLUMN total_figures.elsewhere IS 'The same figure, or the whole of it, in other totals, in words; NULL where there is none';
COMMENT ON COLUMN total_figures.citations IS 'Each place where a source states, denies or cancels it: id, publisher, published, start, end, said_by, origins';
