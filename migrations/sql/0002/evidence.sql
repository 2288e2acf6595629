CREATE VIEW evidence AS
SELECT
    c.event_id,
    c.source_id,
    c.number AS claim_number,
    c.publisher,
    c.published,
    c.published_earliest,
    c.published_latest,
    c.char_start,
    c.char_end,
    c.passage_sha256,
    c.said_by,
    speaker.name AS said_by_company,
    CASE WHEN array_length(c.origins, 1) = 1 THEN c.origins[1] END AS origin_id,
    c.origins,
    c.origin_certain,
    c.when_edtf,
    c.earliest,
    c.latest,
    c.precision,
    c.status,
    c.inferred,
    c.note,
    c.quote,
    c.when_inferred,
    c.companies_inferred,
    c.known_earliest,
    c.known_latest,
    c.citation
FROM known_claim AS c
LEFT JOIN company AS speaker ON speaker.id = c.said_by;

COMMENT ON VIEW evidence IS 'Who says what of which event, and where: one row a claim';
COMMENT ON COLUMN evidence.event_id IS 'The event';
COMMENT ON COLUMN evidence.source_id IS 'The source that says it';
COMMENT ON COLUMN evidence.claim_number IS 'Number of the claim within its source';
COMMENT ON COLUMN evidence.publisher IS 'Outlet that published the source';
COMMENT ON COLUMN evidence.published IS 'When the source was published, as known (EDTF)';
COMMENT ON COLUMN evidence.published_earliest IS 'First day on which it may have been published';
COMMENT ON COLUMN evidence.published_latest IS 'Last day on which it may have been published';
COMMENT ON COLUMN evidence.char_start IS 'Where the passage starts: code points before it in the text (RFC 5147)';
COMMENT ON COLUMN evidence.char_end IS 'Where the passage ends';
COMMENT ON COLUMN evidence.passage_sha256 IS 'SHA-256 of the passage with white space folded';
COMMENT ON COLUMN evidence.said_by IS 'Who says it within the source: a person, an unnamed source in words, or a company''s id';
COMMENT ON COLUMN evidence.said_by_company IS 'Name of the company that says it, where said_by is one';
COMMENT ON COLUMN evidence.origin_id IS 'The original report that the claim relays; NULL where none is stated or several are possible';
COMMENT ON COLUMN evidence.origins IS 'All original reports that the claim may relay';
COMMENT ON COLUMN evidence.origin_certain IS 'Whether the origins are certain; NULL where none is stated';
COMMENT ON COLUMN evidence.when_edtf IS 'Date as written (EDTF)';
COMMENT ON COLUMN evidence.earliest IS 'First day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN evidence.latest IS 'Last day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN evidence.precision IS 'How exactly the date is known';
COMMENT ON COLUMN evidence.status IS 'Where the event stands, by this claim';
COMMENT ON COLUMN evidence.inferred IS 'Implied by the passage, not stated in words';
COMMENT ON COLUMN evidence.note IS 'Remark of the person who read the passage';
COMMENT ON COLUMN evidence.quote IS 'The passage, where the record keeps it';
COMMENT ON COLUMN evidence.when_inferred IS 'Why the date is not in the words of the passage; NULL where it is';
COMMENT ON COLUMN evidence.companies_inferred IS 'Why a company is not in the words of the passage; NULL where all are';
COMMENT ON COLUMN evidence.known_earliest IS 'First day on which it may have been known: that of its original report, or else of its source; NULL: no limit';
COMMENT ON COLUMN evidence.known_latest IS 'Day by which it was certainly known; NULL: none';
COMMENT ON COLUMN evidence.citation IS 'The place as one value: id, publisher, published, start, end, said_by, origins';
