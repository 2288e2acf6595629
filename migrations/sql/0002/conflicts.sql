CREATE VIEW conflicts AS
-- One claim alone cannot conflict; most events have no more.
WITH several AS MATERIALIZED (
    SELECT event_id FROM known_claim GROUP BY event_id HAVING count(*) > 1
),
said AS MATERIALIZED (
    SELECT
        event_id,
        source_id,
        number,
        when_edtf,
        earliest,
        latest,
        status,
        status IN ('planned', 'forecast') AS ahead,
        status IN ('denied', 'cancelled') AS against,
        published_latest,
        char_start,
        citation
    FROM known_claim
    WHERE event_id IN (SELECT event_id FROM several)
),
-- Dates: one row for each that claims give, what is ahead apart from what has come.
date_given AS MATERIALIZED (
    SELECT
        event_id,
        ahead,
        earliest,
        latest,
        min(when_edtf) AS value,
        bool_and(status = 'ongoing') AS goes_on,
        min(published_latest) AS published,
        min(source_id) AS source_id,
        array_agg(citation ORDER BY published_latest NULLS LAST, source_id, char_start, number) AS citations
    FROM said
    WHERE when_edtf IS NOT NULL AND NOT against
    GROUP BY event_id, ahead, earliest, latest
),
date_pair AS (
    SELECT
        a.event_id,
        'date' AS field,
        CASE
            WHEN a.latest < b.earliest OR b.latest < a.earliest THEN 'contradicts'
            WHEN (coalesce(a.earliest >= b.earliest, b.earliest IS NULL) AND coalesce(a.latest <= b.latest, b.latest IS NULL))
              OR (coalesce(b.earliest >= a.earliest, a.earliest IS NULL) AND coalesce(b.latest <= a.latest, a.latest IS NULL))
                THEN 'coarser'
            ELSE 'overlaps'
        END AS kind,
        -- The second date lies within the first.
        coalesce(b.earliest >= a.earliest, a.earliest IS NULL) AND coalesce(b.latest <= a.latest, a.latest IS NULL) AS turned,
        a.value AS first_value,
        a.citations AS first_citations,
        b.value AS second_value,
        b.citations AS second_citations
    FROM date_given AS a
    JOIN date_given AS b
        ON b.event_id = a.event_id
        AND b.ahead = a.ahead
        AND (a.earliest IS DISTINCT FROM b.earliest OR a.latest IS DISTINCT FROM b.latest)
        AND (
            coalesce(a.published, DATE '9999-12-31') < coalesce(b.published, DATE '9999-12-31')
            OR (
                coalesce(a.published, DATE '9999-12-31') = coalesce(b.published, DATE '9999-12-31')
                AND (a.source_id < b.source_id OR (a.source_id = b.source_id AND a.value < b.value))
            )
        )
        -- What goes on may well hold at two times, and be seen to hold from, or until, two days.
        AND NOT ((a.goes_on OR b.goes_on) AND coalesce(a.latest < b.earliest OR b.latest < a.earliest, false))
        AND NOT (a.goes_on AND b.goes_on AND (
            (a.earliest IS NULL AND b.earliest IS NULL)
            OR (a.latest IS NULL AND b.latest IS NULL)
            OR NOT (
                (coalesce(a.earliest >= b.earliest, b.earliest IS NULL) AND coalesce(a.latest <= b.latest, b.latest IS NULL))
                OR (coalesce(b.earliest >= a.earliest, a.earliest IS NULL) AND coalesce(b.latest <= a.latest, a.latest IS NULL))
            )
        ))
),
-- Statuses: those that affirm on one side, those that deny or cancel on the other.
status_side AS MATERIALIZED (
    SELECT
        event_id,
        against,
        array_to_string(list_sort(list_distinct(array_agg(status))), ', ') AS value,
        array_agg(citation ORDER BY published_latest NULLS LAST, source_id, char_start, number) AS citations
    FROM said
    GROUP BY event_id, against
),
status_pair AS (
    SELECT
        a.event_id,
        'status' AS field,
        'contradicts' AS kind,
        false AS turned,
        a.value AS first_value,
        a.citations AS first_citations,
        b.value AS second_value,
        b.citations AS second_citations
    FROM status_side AS a
    JOIN status_side AS b ON b.event_id = a.event_id AND b.against AND NOT a.against
),
-- Figures: one row for each value that claims give of one figure, as wide as rounding leaves it.
figure_given AS MATERIALIZED (
    SELECT
        a.figure_id,
        min(u.earliest) AS earliest,
        min(u.latest) AS latest,
        f.event_id,
        a.company,
        f.measure,
        f.measure_label,
        fold_name(f.of) AS of_key,
        f.unit,
        f.per,
        f.basis,
        f.name,
        f.bound,
        f.low,
        f.high,
        min(f.least) AS least,
        max(f.most) AS most,
        min(f.phrase) AS value,
        min(f.source_id || '/' || CAST(f.claim_number AS VARCHAR)) AS first_claim,
        max(f.source_id || '/' || CAST(f.claim_number AS VARCHAR)) AS last_claim,
        row_number() OVER (
            PARTITION BY f.event_id
            ORDER BY min(f.published_latest) NULLS LAST, min(f.source_id), min(f.phrase), a.figure_id, f.bound
        ) AS place,
        array_agg(f.citation ORDER BY f.published_latest NULLS LAST, f.source_id, f.char_start, f.amount_number) AS citations
    FROM figure_amount AS a
    JOIN figures AS f ON f.source_id = a.source_id AND f.amount_number = a.amount_number
    JOIN unique_figures AS u ON u.figure_id = a.figure_id
    WHERE a.event_id IN (SELECT event_id FROM several)
    GROUP BY
        a.figure_id, f.event_id, a.company, f.measure, f.measure_label, fold_name(f.of), f.unit, f.per, f.basis, f.name,
        f.bound, f.low, f.high
),
-- "Over 20" and "under 20" cannot both be right, though their ends are one number.
figure_two AS (
    SELECT
        a.event_id,
        a.measure_label AS field,
        a.company IS NOT DISTINCT FROM b.company
        AND a.of_key IS NOT DISTINCT FROM b.of_key
        AND a.name IS NOT DISTINCT FROM b.name AS same_figure,
        coalesce(
            a.most <= b.least
            OR b.most <= a.least
            OR (a.high IS NULL AND b.low IS NULL AND (b.high < a.low OR (b.high = a.low AND (a.bound = 'over' OR b.bound = 'under'))))
            OR (b.high IS NULL AND a.low IS NULL AND (a.high < b.low OR (a.high = b.low AND (b.bound = 'over' OR a.bound = 'under')))),
            false
        ) AS apart,
        coalesce(a.low >= b.least, b.least IS NULL) AND coalesce(a.high <= b.most, b.most IS NULL) AS within,
        coalesce(b.low >= a.least, a.least IS NULL) AND coalesce(b.high <= a.most, a.most IS NULL) AS around,
        a.value AS first_value,
        a.citations AS first_citations,
        b.value AS second_value,
        b.citations AS second_citations
    FROM figure_given AS a
    JOIN figure_given AS b
        ON b.event_id = a.event_id
        AND b.measure = a.measure
        AND b.unit = a.unit
        AND b.per = a.per
        AND b.basis = a.basis
        -- One that leaves open which of several companies is meant may be any one's.
        AND (
            b.company IS NOT DISTINCT FROM a.company
            OR ((a.company IS NULL OR b.company IS NULL) AND b.of_key IS NOT DISTINCT FROM a.of_key)
        )
        AND a.place < b.place
        AND (a.low IS DISTINCT FROM b.low OR a.high IS DISTINCT FROM b.high)
        -- Two figures of one claim are two figures.
        AND NOT (a.first_claim = a.last_claim AND b.first_claim = b.last_claim AND a.first_claim = b.first_claim)
    LEFT JOIN figure_link AS up ON up.figure_id = a.figure_id AND up.other_id = b.figure_id AND up.kind = 'part_of'
    LEFT JOIN figure_link AS down ON down.figure_id = b.figure_id AND down.other_id = a.figure_id AND down.kind = 'part_of'
    -- Two times of which neither lies within the other are two: a business year and a calendar year.
    WHERE (
        a.per = 'one_off'
        OR (coalesce(a.earliest >= b.earliest, b.earliest IS NULL) AND coalesce(a.latest <= b.latest, b.latest IS NULL))
        OR (coalesce(b.earliest >= a.earliest, a.earliest IS NULL) AND coalesce(b.latest <= a.latest, a.latest IS NULL))
    )
      -- Figures with names of their own are different ones, but for what a link says.
      AND (a.name IS NULL OR b.name IS NULL OR a.name = b.name OR up.figure_id IS NOT NULL OR down.figure_id IS NOT NULL)
      -- A part is smaller than its whole; one that may be as large is worth a look.
      AND NOT coalesce(up.figure_id IS NOT NULL AND a.most < b.least, false)
      AND NOT coalesce(down.figure_id IS NOT NULL AND b.most < a.least, false)
),
figure_pair AS (
    SELECT
        event_id,
        field,
        CASE
            WHEN NOT same_figure THEN 'scope'
            WHEN apart THEN 'contradicts'
            WHEN within OR around THEN 'coarser'
            ELSE 'overlaps'
        END AS kind,
        same_figure AND NOT apart AND around AND NOT within AS turned,
        first_value,
        first_citations,
        second_value,
        second_citations
    FROM figure_two
),
pair AS (
    SELECT * FROM date_pair
    UNION ALL
    SELECT * FROM status_pair
    UNION ALL
    SELECT * FROM figure_pair
)
-- Of a coarser pair the more exact side stands first.
SELECT
    p.event_id,
    e.title,
    p.field,
    p.kind,
    CASE WHEN p.kind = 'coarser' AND p.turned THEN p.second_value ELSE p.first_value END AS one_value,
    CASE WHEN p.kind = 'coarser' AND p.turned THEN p.second_citations ELSE p.first_citations END AS one_citations,
    CASE WHEN p.kind = 'coarser' AND p.turned THEN p.first_value ELSE p.second_value END AS other_value,
    CASE WHEN p.kind = 'coarser' AND p.turned THEN p.first_citations ELSE p.second_citations END AS other_citations
FROM pair AS p
JOIN event AS e ON e.id = p.event_id;

COMMENT ON VIEW conflicts IS 'Where claims of one event do not say the same: dates, statuses and figures, two sides a row';
COMMENT ON COLUMN conflicts.event_id IS 'The event';
COMMENT ON COLUMN conflicts.title IS 'One line in our own words';
COMMENT ON COLUMN conflicts.field IS 'date, status, or what is measured';
COMMENT ON COLUMN conflicts.kind IS 'contradicts: both cannot be right; coarser: the first side is more exact and fits the other; overlaps: they share a part only; scope: figures of a part and a whole, or of different things';
COMMENT ON COLUMN conflicts.one_value IS 'What one side says: the more exact one, or the one that was published first';
COMMENT ON COLUMN conflicts.one_citations IS 'Who says so, and where: id, publisher, published, start, end, said_by, origins';
COMMENT ON COLUMN conflicts.other_value IS 'What the other side says';
COMMENT ON COLUMN conflicts.other_citations IS 'Who says so, and where: id, publisher, published, start, end, said_by, origins';
