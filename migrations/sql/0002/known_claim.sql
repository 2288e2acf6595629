CREATE VIEW known_claim AS
WITH origin AS (
    SELECT
        o.source_id,
        o.claim_number,
        array_agg(o.origin_id ORDER BY o.origin_id) AS origins,
        bool_or(s.published IS NOT NULL) AS dated,
        -- An origin without a lower bound may be of any day, and so may what it says.
        CASE WHEN NOT bool_or(s.published IS NOT NULL AND s.published_earliest IS NULL) THEN min(s.published_earliest) END AS earliest,
        max(s.published_latest) AS latest
    FROM claim_origin AS o
    JOIN source AS s ON s.id = o.origin_id
    GROUP BY o.source_id, o.claim_number
),
dated AS (
    SELECT
        c.source_id,
        c.number,
        coalesce(m.same_as, c.event_id) AS event_id,
        c.event_id AS stated_event_id,
        c.when_edtf,
        c.earliest,
        c.latest,
        c.precision,
        c.status,
        coalesce(speaker.same_as, c.said_by) AS said_by,
        coalesce(o.origins, CAST(ARRAY[] AS VARCHAR[])) AS origins,
        c.origin_certain,
        c.char_start,
        c.char_end,
        c.passage_sha256,
        c.quote,
        c.inferred,
        c.when_inferred,
        c.companies_inferred,
        c.note,
        s.publisher,
        s.published,
        s.published_earliest,
        s.published_latest,
        -- An origin that is later than what relays it has the wrong date.
        CASE
            WHEN o.dated AND coalesce(o.earliest <= s.published_latest, true) THEN o.earliest
            ELSE s.published_earliest
        END AS known_earliest,
        -- By the day of its source it was known in any case; by that of an uncertain origin it need not.
        CASE WHEN o.dated AND c.origin_certain THEN least(o.latest, s.published_latest) ELSE s.published_latest END AS known_latest
    FROM claim AS c
    JOIN source AS s ON s.id = c.source_id
    LEFT JOIN origin AS o ON o.source_id = c.source_id AND o.claim_number = c.number
    LEFT JOIN event_same_as AS m ON m.event_id = c.event_id
    LEFT JOIN company_same_as AS speaker ON speaker.company_id = c.said_by
)
SELECT
    source_id,
    number,
    event_id,
    stated_event_id,
    when_edtf,
    earliest,
    latest,
    precision,
    status,
    said_by,
    origins,
    origin_certain,
    char_start,
    char_end,
    passage_sha256,
    quote,
    inferred,
    when_inferred,
    companies_inferred,
    note,
    publisher,
    published,
    published_earliest,
    published_latest,
    known_earliest,
    known_latest,
    citation(source_id, publisher, published, char_start, char_end, said_by, origins) AS citation
FROM dated
WHERE getvariable('known_by') IS NULL
   OR CASE
        WHEN coalesce(CAST(getvariable('certain') AS BOOLEAN), false) THEN known_latest <= CAST(getvariable('known_by') AS DATE)
        ELSE coalesce(known_earliest <= CAST(getvariable('known_by') AS DATE), true)
   END;

COMMENT ON VIEW known_claim IS 'All claims, with source and origin; after SET VARIABLE known_by only those that may have been known by that day (with certain: that certainly were). All other views build on it';
COMMENT ON COLUMN known_claim.source_id IS 'The source that says it';
COMMENT ON COLUMN known_claim.number IS 'Number of the claim within its source';
COMMENT ON COLUMN known_claim.event_id IS 'The event of which it is said; where that is the same as another, the one that stays';
COMMENT ON COLUMN known_claim.stated_event_id IS 'The event as its record has it';
COMMENT ON COLUMN known_claim.when_edtf IS 'Date as written (EDTF)';
COMMENT ON COLUMN known_claim.earliest IS 'First day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN known_claim.latest IS 'Last day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN known_claim.precision IS 'How exactly the date is known';
COMMENT ON COLUMN known_claim.status IS 'Where the event stands, by this claim';
COMMENT ON COLUMN known_claim.said_by IS 'Who says it within the source: a person, an unnamed source in words, or a company''s id';
COMMENT ON COLUMN known_claim.origins IS 'All original reports that the claim may relay';
COMMENT ON COLUMN known_claim.origin_certain IS 'Whether the origins are certain; NULL where none is stated';
COMMENT ON COLUMN known_claim.char_start IS 'Where the passage starts: code points before it in the text (RFC 5147)';
COMMENT ON COLUMN known_claim.char_end IS 'Where the passage ends';
COMMENT ON COLUMN known_claim.passage_sha256 IS 'SHA-256 of the passage with white space folded';
COMMENT ON COLUMN known_claim.quote IS 'The passage, where the record keeps it';
COMMENT ON COLUMN known_claim.inferred IS 'Implied by the passage, not stated in words';
COMMENT ON COLUMN known_claim.when_inferred IS 'Why the date is not in the words of the passage; NULL where it is';
COMMENT ON COLUMN known_claim.companies_inferred IS 'Why a company is not in the words of the passage; NULL where all are';
COMMENT ON COLUMN known_claim.note IS 'Remark of the person who read the passage';
COMMENT ON COLUMN known_claim.publisher IS 'Outlet that published the source';
COMMENT ON COLUMN known_claim.published IS 'When the source was published, as known (EDTF)';
COMMENT ON COLUMN known_claim.published_earliest IS 'First day on which it may have been published';
COMMENT ON COLUMN known_claim.published_latest IS 'Last day on which it may have been published';
COMMENT ON COLUMN known_claim.known_earliest IS 'First day on which it may have been known: that of its original report, or else of its source; NULL: no limit';
COMMENT ON COLUMN known_claim.known_latest IS 'Day by which it was certainly known; NULL: none';
COMMENT ON COLUMN known_claim.citation IS 'The place as one value: id, publisher, published, start, end, said_by, origins';
