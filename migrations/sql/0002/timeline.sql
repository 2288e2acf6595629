CREATE VIEW timeline AS
WITH standing AS MATERIALIZED (
    SELECT * FROM standing_claim
),
said AS (
    SELECT
        c.event_id,
        list_sort(list_distinct(array_agg(c.source_id))) AS sources,
        array_agg(c.citation ORDER BY c.published_latest NULLS LAST, c.source_id, c.char_start, c.number) AS citations,
        coalesce(
            min(coalesce(k.earliest, DATE '-infinity')) FILTER (WHERE k.when_edtf IS NOT NULL)
            < max(coalesce(k.earliest, DATE '-infinity')) FILTER (WHERE k.when_edtf IS NOT NULL)
            OR min(coalesce(k.latest, DATE 'infinity')) FILTER (WHERE k.when_edtf IS NOT NULL)
            < max(coalesce(k.latest, DATE 'infinity')) FILTER (WHERE k.when_edtf IS NOT NULL),
            false
        ) AS dates_differ,
        bool_or(c.status IN ('denied', 'cancelled')) AND bool_or(c.status NOT IN ('denied', 'cancelled')) AS disputed,
        bool_or(coalesce(c.known_latest <= CAST(getvariable('known_by') AS DATE), false)) AS known_certain
    FROM known_claim AS c
    LEFT JOIN standing AS k ON k.source_id = c.source_id AND k.number = c.number
    GROUP BY c.event_id
),
participant AS (
    SELECT
        k.event_id,
        p.company_id,
        c.name || ' (' || array_to_string(list_sort(list_distinct(array_agg(r.label))), ', ') || ')' AS participant,
        min(r.position) AS position
    FROM standing AS k
    JOIN claim_party AS p ON p.source_id = k.source_id AND p.claim_number = k.number
    JOIN company AS c ON c.id = p.company_id
    JOIN role AS r ON r.id = p.role
    GROUP BY k.event_id, p.company_id, c.name
),
participants AS (
    SELECT
        event_id,
        array_agg(company_id ORDER BY position, company_id) AS companies,
        array_agg(participant ORDER BY position, company_id) AS participants
    FROM participant
    GROUP BY event_id
),
figure AS (
    SELECT
        k.event_id,
        f.phrase,
        coalesce(f.company_name, '') AS company,
        coalesce(f.measured, '') AS measured,
        min(k.rank) AS rank,
        min(f.amount_number) AS number
    FROM standing AS k
    JOIN figures AS f ON f.source_id = k.source_id AND f.claim_number = k.number
    GROUP BY k.event_id, f.phrase, coalesce(f.company_name, ''), coalesce(f.measured, '')
),
-- Figures that read alike are told apart by whose they are, and by when they are measured.
phrase AS (
    SELECT
        event_id,
        rank,
        number,
        CASE WHEN company <> '' AND min(company) OVER owner <> max(company) OVER owner THEN company || '''s ' ELSE '' END
        || phrase
        || CASE WHEN measured <> '' AND count(*) OVER alike > 1 THEN ', ' || measured ELSE '' END AS phrase
    FROM figure
    WINDOW owner AS (PARTITION BY event_id), alike AS (PARTITION BY event_id, phrase, company)
),
amounts AS (
    SELECT event_id, array_agg(phrase ORDER BY rank, number, phrase) AS amounts
    FROM phrase
    GROUP BY event_id
),
origin AS (
    SELECT c.event_id, list_sort(list_distinct(array_agg(o.origin_id))) AS origins
    FROM known_claim AS c
    JOIN claim_origin AS o ON o.source_id = c.source_id AND o.claim_number = c.number
    GROUP BY c.event_id
)
SELECT
    e.id AS event_id,
    lead.when_edtf,
    lead.earliest,
    lead.latest,
    lead.precision,
    e.title,
    e.type,
    lead.status,
    coalesce(p.companies, CAST(ARRAY[] AS VARCHAR[])) AS companies,
    coalesce(a.amounts, CAST(ARRAY[] AS VARCHAR[])) AS amounts,
    said.sources,
    coalesce(o.origins, CAST(ARRAY[] AS VARCHAR[])) AS origins,
    said.dates_differ,
    said.disputed,
    coalesce(p.participants, CAST(ARRAY[] AS VARCHAR[])) AS participants,
    nullif(coalesce(about.same_as, e.about), e.id) AS about,
    said.citations,
    CASE WHEN getvariable('known_by') IS NOT NULL THEN said.known_certain END AS known_certain
FROM event AS e
JOIN standing AS lead ON lead.event_id = e.id AND lead.rank = 1
JOIN said ON said.event_id = e.id
LEFT JOIN participants AS p ON p.event_id = e.id
LEFT JOIN amounts AS a ON a.event_id = e.id
LEFT JOIN origin AS o ON o.event_id = e.id
LEFT JOIN event_same_as AS about ON about.event_id = e.about;

COMMENT ON VIEW timeline IS 'One row an event: its date as known, title, companies, amounts and sources';
COMMENT ON COLUMN timeline.event_id IS 'The event';
COMMENT ON COLUMN timeline.when_edtf IS 'Date as written (EDTF) in the claim that the timeline shows (standing_claim, rank 1); NULL where that has none, whatever a plan says';
COMMENT ON COLUMN timeline.earliest IS 'First day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN timeline.latest IS 'Last day that the date may cover, included; NULL where open or unknown';
COMMENT ON COLUMN timeline.precision IS 'How exactly the date is known';
COMMENT ON COLUMN timeline.title IS 'One line in our own words';
COMMENT ON COLUMN timeline.type IS 'What sort of thing happened';
COMMENT ON COLUMN timeline.status IS 'happened, ongoing, ended, planned, forecast, denied or cancelled';
COMMENT ON COLUMN timeline.companies IS 'Ids of the companies of the event, in the order of their roles';
COMMENT ON COLUMN timeline.amounts IS 'Its figures as a person would write them';
COMMENT ON COLUMN timeline.sources IS 'Ids of the sources that speak of it';
COMMENT ON COLUMN timeline.origins IS 'Ids of the original reports that these relay';
COMMENT ON COLUMN timeline.dates_differ IS 'Whether its claims give different dates';
COMMENT ON COLUMN timeline.disputed IS 'Whether one claim denies or cancels what another states';
COMMENT ON COLUMN timeline.participants IS 'Names of its companies, each with its roles';
COMMENT ON COLUMN timeline.about IS 'The event that this statement is about';
COMMENT ON COLUMN timeline.citations IS 'Each place where a source speaks of it: id, publisher, published, start, end, said_by, origins';
COMMENT ON COLUMN timeline.known_certain IS 'After SET VARIABLE known_by: whether some claim was certainly known by that day; else NULL';
