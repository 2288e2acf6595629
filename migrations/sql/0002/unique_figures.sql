-- An amount is told of the figure that is most exactly dated within its own time ("a year" tells of
-- "that March"); what happens once is one figure whatever dates are given.
CREATE VIEW figure_amount AS
WITH stated AS MATERIALIZED (
    SELECT
        f.*,
        -- Whose it is may go without saying: where others state one company only, it is that one's.
        coalesce(f.company, CASE WHEN min(f.company) OVER alike = max(f.company) OVER alike THEN min(f.company) OVER alike END)
            AS owner_id,
        fold_name(coalesce(f.of, '')) AS of_key,
        coalesce(f.name, '') AS name_key,
        f.per = 'one_off' AS dateless,
        row_number() OVER (
            PARTITION BY f.event_id
            ORDER BY
                f.latest - f.earliest NULLS LAST,
                f.when_edtf IS NULL,
                f.earliest NULLS LAST,
                f.latest NULLS LAST,
                f.published_latest NULLS LAST,
                f.source_id,
                f.amount_number
        ) AS position
    FROM figures AS f
    WHERE f.status NOT IN ('denied', 'cancelled')
    WINDOW alike AS (PARTITION BY f.event_id, f.measure, fold_name(coalesce(f.of, '')), f.unit, f.per)
),
led AS (
    SELECT a.event_id, a.position, min(b.position) AS leader
    FROM stated AS a
    JOIN stated AS b
        ON b.event_id = a.event_id
        AND b.measure = a.measure
        AND b.unit = a.unit
        AND b.per = a.per
        AND b.basis = a.basis
        AND coalesce(b.owner_id, '') = coalesce(a.owner_id, '')
        AND b.of_key = a.of_key
        AND b.name_key = a.name_key
        AND (
            a.dateless
            OR (
                coalesce(b.earliest >= a.earliest, a.earliest IS NULL)
                AND coalesce(b.latest <= a.latest, a.latest IS NULL)
            )
        )
    GROUP BY a.event_id, a.position
)
SELECT
    leader.source_id || '/' || CAST(leader.amount_number AS VARCHAR) AS figure_id,
    led.event_id,
    own.source_id,
    own.amount_number,
    own.claim_number,
    own.owner_id AS company
FROM led
JOIN stated AS own ON own.event_id = led.event_id AND own.position = led.position
JOIN stated AS leader ON leader.event_id = led.event_id AND leader.position = led.leader;

COMMENT ON VIEW figure_amount IS 'Which amounts state one and the same figure: of one event, company, measure, whole, unit, per, basis and name, and of one time; denied and cancelled ones left out';
COMMENT ON COLUMN figure_amount.figure_id IS 'The figure: source and number of the amount that dates it most exactly';
COMMENT ON COLUMN figure_amount.event_id IS 'The event that it measures';
COMMENT ON COLUMN figure_amount.source_id IS 'The source of the amount';
COMMENT ON COLUMN figure_amount.amount_number IS 'Number of the amount within its source';
COMMENT ON COLUMN figure_amount.claim_number IS 'The claim that states it';
COMMENT ON COLUMN figure_amount.company IS 'Whose figure it is: the company that is stated, or where none is, the only one that others state of the same measure, whole, unit and per of the event';

CREATE VIEW unique_figures AS
WITH member AS MATERIALIZED (
    SELECT
        a.figure_id,
        a.company AS owner_id,
        f.*,
        row_number() OVER (
            PARTITION BY a.figure_id
            ORDER BY CASE WHEN a.figure_id = f.source_id || '/' || CAST(f.amount_number AS VARCHAR) THEN 0 ELSE 1 END
        ) AS place
    FROM figure_amount AS a
    JOIN figures AS f ON f.source_id = a.source_id AND f.amount_number = a.amount_number
),
united AS (
    SELECT
        figure_id,
        max(low) AS low,
        min(high) AS high,
        min(low) AS lowest,
        max(high) AS highest,
        bool_and(low IS NOT NULL) AS low_everywhere,
        bool_and(high IS NOT NULL) AS high_everywhere,
        coalesce(max(least) <= min(most), true) AS agree,
        bool_and(approximate) AS approximate,
        count(DISTINCT source_id) AS source_count,
        array_agg(citation ORDER BY published_latest NULLS LAST, source_id, char_start, amount_number) AS citations
    FROM member
    GROUP BY figure_id
)
SELECT
    u.figure_id,
    f.event_id,
    f.owner_id AS company,
    c.name AS company_name,
    f.measure,
    f.measure_label,
    f.of,
    CASE WHEN u.narrow THEN u.low WHEN u.low_everywhere THEN u.lowest END AS low,
    CASE WHEN u.narrow THEN u.high WHEN u.high_everywhere THEN u.highest END AS high,
    f.unit,
    u.approximate,
    f.basis,
    f.per,
    f.when_edtf,
    f.earliest,
    f.latest,
    f.name,
    f.text,
    f.phrase,
    NOT u.agree AS values_differ,
    u.source_count,
    u.citations
FROM (SELECT *, agree AND coalesce(low <= high, true) AS narrow FROM united) AS u
JOIN member AS f ON f.figure_id = u.figure_id AND f.place = 1
LEFT JOIN company AS c ON c.id = f.owner_id;

COMMENT ON VIEW unique_figures IS 'Every figure once, however many claims state it; where no one value is stated by all, from the lowest to the highest';
COMMENT ON COLUMN unique_figures.figure_id IS 'The figure: source and number of the amount that dates it most exactly';
COMMENT ON COLUMN unique_figures.event_id IS 'The event that it measures';
COMMENT ON COLUMN unique_figures.company IS 'Id of the company whose figure it is, as stated or as others state it';
COMMENT ON COLUMN unique_figures.company_name IS 'Name of that company';
COMMENT ON COLUMN unique_figures.measure IS 'What is measured';
COMMENT ON COLUMN unique_figures.measure_label IS 'What is measured, in words';
COMMENT ON COLUMN unique_figures.of IS 'The whole that a share is of, or what more exactly is counted';
COMMENT ON COLUMN unique_figures.low IS 'Lower end: what all claims allow, or the lowest of all; NULL where open';
COMMENT ON COLUMN unique_figures.high IS 'Upper end, likewise; NULL where open';
COMMENT ON COLUMN unique_figures.unit IS 'ISO 4217 code, percent, people …';
COMMENT ON COLUMN unique_figures.approximate IS 'Whether all claims state it as about so much';
COMMENT ON COLUMN unique_figures.basis IS 'actual, run_rate, announced, planned, expected, estimated or usual';
COMMENT ON COLUMN unique_figures.per IS 'Over which time it is measured: one_off, cumulative, level, day … year';
COMMENT ON COLUMN unique_figures.when_edtf IS 'When it is measured, by the claim that dates it most exactly (EDTF)';
COMMENT ON COLUMN unique_figures.earliest IS 'First day that this date may cover; NULL where open or unknown';
COMMENT ON COLUMN unique_figures.latest IS 'Last day that this date may cover; NULL where open or unknown';
COMMENT ON COLUMN unique_figures.name IS 'Name of the figure within its event';
COMMENT ON COLUMN unique_figures.text IS 'The figure as that claim has it';
COMMENT ON COLUMN unique_figures.phrase IS 'Measure, figure, whole and basis in one line';
COMMENT ON COLUMN unique_figures.values_differ IS 'Whether no value fits all claims, rounding allowed for';
COMMENT ON COLUMN unique_figures.source_count IS 'How many sources state it';
COMMENT ON COLUMN unique_figures.citations IS 'Each place where a source states it: id, publisher, published, start, end, said_by, origins';

-- Links lead from name to name, through figures of any kind: a part of the same figure in another
-- currency, or of one that somebody denies, is a part all the same.
CREATE VIEW figure_link AS
WITH RECURSIVE node AS (
    SELECT
        source_id,
        amount_number,
        CASE WHEN name IS NULL THEN source_id || '#' || CAST(amount_number AS VARCHAR) ELSE event_id || '/' || name END AS node
    FROM figures
),
edge AS (
    SELECT n.node AS one, coalesce(m.same_as, l.event_id) || '/' || l.name AS other, l.kind = 'part_of' AS part
    FROM amount_link AS l
    JOIN node AS n ON n.source_id = l.source_id AND n.amount_number = l.amount_number
    LEFT JOIN event_same_as AS m ON m.event_id = l.event_id
),
step AS (
    SELECT one, other, part FROM edge
    UNION
    SELECT other, one, part FROM edge WHERE NOT part
),
way (one, other, part) AS (
    SELECT one, other, part FROM step
    UNION
    SELECT w.one, s.other, w.part OR s.part
    FROM way AS w
    JOIN step AS s ON s.one = w.other
),
figure_node AS (
    SELECT DISTINCT a.figure_id, n.node
    FROM figure_amount AS a
    JOIN node AS n ON n.source_id = a.source_id AND n.amount_number = a.amount_number
)
SELECT
    f.figure_id,
    g.figure_id AS other_id,
    CASE WHEN bool_or(w.part) THEN 'part_of' ELSE 'same_as' END AS kind,
    min(w.other) AS named
FROM way AS w
JOIN figure_node AS f ON f.node = w.one
JOIN figure_node AS g ON g.node = w.other
WHERE w.one <> w.other AND f.figure_id <> g.figure_id
GROUP BY f.figure_id, g.figure_id;

COMMENT ON VIEW figure_link IS 'Figures that are a part of, or the same as, another, by whatever way of links';
COMMENT ON COLUMN figure_link.figure_id IS 'The figure';
COMMENT ON COLUMN figure_link.other_id IS 'The other figure';
COMMENT ON COLUMN figure_link.kind IS 'part_of, or same_as';
COMMENT ON COLUMN figure_link.named IS 'The other figure, by event and name';

-- A denial without figures is of all that is said of its event; a cancellation ends what was planned.
CREATE VIEW figure_opposed AS
WITH against AS MATERIALIZED (
    SELECT event_id, source_id, number, status, published_latest, char_start, citation
    FROM known_claim
    WHERE status IN ('denied', 'cancelled')
),
opposing AS (
    SELECT DISTINCT g.event_id, g.source_id, g.number, f.measure, f.company
    FROM against AS g
    LEFT JOIN figures AS f ON f.source_id = g.source_id AND f.claim_number = g.number AND g.status = 'denied'
),
stated AS (
    SELECT
        a.figure_id,
        a.event_id,
        a.company,
        f.measure,
        bool_and(f.status IN ('planned', 'forecast') OR f.basis IN ('planned', 'expected', 'announced')) AS planned
    FROM figure_amount AS a
    JOIN figures AS f ON f.source_id = a.source_id AND f.amount_number = a.amount_number
    WHERE a.event_id IN (SELECT event_id FROM against)
    GROUP BY a.figure_id, a.event_id, a.company, f.measure
)
SELECT s.figure_id, s.event_id, g.source_id, g.number AS claim_number, g.status, g.published_latest, g.char_start, g.citation
FROM stated AS s
JOIN against AS g ON g.event_id = s.event_id AND (g.status = 'denied' OR s.planned)
WHERE EXISTS (
    SELECT 1
    FROM opposing AS o
    WHERE o.source_id = g.source_id
      AND o.number = g.number
      AND (o.measure IS NULL OR (o.measure = s.measure AND coalesce(o.company = s.company, true)))
);

COMMENT ON VIEW figure_opposed IS 'Claims that deny what a figure tells, or cancel what it plans: of the same event, with no figure or one of the same measure';
COMMENT ON COLUMN figure_opposed.figure_id IS 'The figure';
COMMENT ON COLUMN figure_opposed.event_id IS 'The event that it measures';
COMMENT ON COLUMN figure_opposed.source_id IS 'The source that denies or cancels it';
COMMENT ON COLUMN figure_opposed.claim_number IS 'Number of the claim within its source';
COMMENT ON COLUMN figure_opposed.status IS 'denied or cancelled';
COMMENT ON COLUMN figure_opposed.published_latest IS 'Last day on which the source may have been published';
COMMENT ON COLUMN figure_opposed.char_start IS 'Where the passage starts: code points before it in the text (RFC 5147)';
COMMENT ON COLUMN figure_opposed.citation IS 'The place as one value: id, publisher, published, start, end, said_by, origins';
