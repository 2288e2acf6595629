CREATE VIEW company_event AS
SELECT
    f.company_id,
    k.event_id,
    bool_or(f.member_id = f.company_id) AS direct,
    list_sort(list_distinct(array_agg(p.role))) AS roles
FROM standing_claim AS k
JOIN claim_party AS p ON p.source_id = k.source_id AND p.claim_number = k.number
JOIN company_family_period AS f ON f.member_id = p.company_id
WHERE coalesce(f.earliest <= k.event_latest, true) AND coalesce(k.event_earliest <= f.latest, true)
GROUP BY f.company_id, k.event_id;

COMMENT ON VIEW company_event IS 'Which events appear under the timeline of which company: its own, and those of anything of its family';
COMMENT ON COLUMN company_event.company_id IS 'The company';
COMMENT ON COLUMN company_event.event_id IS 'The event';
COMMENT ON COLUMN company_event.direct IS 'Whether the company itself has a role, not only what belongs to it';
COMMENT ON COLUMN company_event.roles IS 'Roles of the company and of what belongs to it';

-- Told once: PostgreSQL expects few rows of company_event, and would tell it anew for each.
CREATE VIEW company_timeline AS
WITH told AS MATERIALIZED (
    SELECT * FROM timeline
)
SELECT
    a.company_id,
    c.name AS company,
    a.direct,
    a.roles,
    t.event_id,
    t.when_edtf,
    t.earliest,
    t.latest,
    t.precision,
    t.title,
    t.type,
    t.status,
    t.companies,
    t.amounts,
    t.sources,
    t.origins,
    t.dates_differ,
    t.disputed,
    t.participants,
    t.about,
    t.citations,
    t.known_certain
FROM company_event AS a
JOIN company AS c ON c.id = a.company_id
JOIN told AS t ON t.event_id = a.event_id;

COMMENT ON VIEW company_timeline IS 'One row for each event and each company under whose timeline it appears: itself, or anything of its family';
COMMENT ON COLUMN company_timeline.company_id IS 'The company under whose timeline the event appears';
COMMENT ON COLUMN company_timeline.company IS 'Its name';
COMMENT ON COLUMN company_timeline.direct IS 'Whether the company itself has a role, not only what belongs to it';
COMMENT ON COLUMN company_timeline.roles IS 'Roles of the company and of what belongs to it';
COMMENT ON COLUMN company_timeline.event_id IS 'The event';
COMMENT ON COLUMN company_timeline.when_edtf IS 'Date as written (EDTF) in the claim that the timeline shows (standing_claim, rank 1); NULL where that has none, whatever a plan says';
COMMENT ON COLUMN company_timeline.earliest IS 'First day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN company_timeline.latest IS 'Last day that the date may cover, included; NULL where open or unknown';
COMMENT ON COLUMN company_timeline.precision IS 'How exactly the date is known';
COMMENT ON COLUMN company_timeline.title IS 'One line in our own words';
COMMENT ON COLUMN company_timeline.type IS 'What sort of thing happened';
COMMENT ON COLUMN company_timeline.status IS 'happened, ongoing, ended, planned, forecast, denied or cancelled';
COMMENT ON COLUMN company_timeline.companies IS 'Ids of the companies of the event, in the order of their roles';
COMMENT ON COLUMN company_timeline.amounts IS 'Its figures as a person would write them';
COMMENT ON COLUMN company_timeline.sources IS 'Ids of the sources that speak of it';
COMMENT ON COLUMN company_timeline.origins IS 'Ids of the original reports that these relay';
COMMENT ON COLUMN company_timeline.dates_differ IS 'Whether its claims give different dates';
COMMENT ON COLUMN company_timeline.disputed IS 'Whether one claim denies or cancels what another states';
COMMENT ON COLUMN company_timeline.participants IS 'Names of its companies, each with its roles';
COMMENT ON COLUMN company_timeline.about IS 'The event that this statement is about';
COMMENT ON COLUMN company_timeline.citations IS 'Each place where a source speaks of it: id, publisher, published, start, end, said_by, origins';
COMMENT ON COLUMN company_timeline.known_certain IS 'After SET VARIABLE known_by: whether some claim was certainly known by that day; else NULL';
