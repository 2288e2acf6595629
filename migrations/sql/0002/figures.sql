CREATE VIEW figures AS
SELECT
    c.event_id,
    a.source_id,
    a.claim_number,
    a.number AS amount_number,
    c.char_start,
    c.char_end,
    owner.id AS company,
    owner.name AS company_name,
    a.measure,
    m.label AS measure_label,
    a.of,
    a.low,
    a.high,
    a.unit,
    a.bound,
    a.approximate,
    a.basis,
    a.per,
    coalesce(a.when_edtf, c.when_edtf) AS when_edtf,
    CASE WHEN a.when_edtf IS NULL THEN c.earliest ELSE a.earliest END AS earliest,
    CASE WHEN a.when_edtf IS NULL THEN c.latest ELSE a.latest END AS latest,
    a.when_edtf AS measured,
    a.name,
    c.status,
    c.said_by,
    a.text,
    m.label || ': ' || a.text || CASE
        WHEN a.of IS NULL AND a.basis = 'actual' THEN ''
        ELSE ' (' || concat_ws('; ', 'of ' || a.of, CASE WHEN a.basis <> 'actual' THEN b.label END) || ')'
    END AS phrase,
    a.inferred,
    c.published_latest,
    c.citation,
    -- "Nearly 25" is a little below it, and "a little over 25" above.
    CASE
        WHEN a.low IS NULL AND a.approximate AND a.bound = 'under' THEN a.high - 2 * rounding(a.high, true)
        ELSE a.low - rounding(a.low, a.approximate)
    END AS least,
    CASE
        WHEN a.high IS NULL AND a.approximate AND a.bound = 'over' THEN a.low + 2 * rounding(a.low, true)
        ELSE a.high + rounding(a.high, a.approximate)
    END AS most
FROM amount AS a
JOIN known_claim AS c ON c.source_id = a.source_id AND c.number = a.claim_number
JOIN measure AS m ON m.id = a.measure
JOIN basis AS b ON b.id = a.basis
LEFT JOIN company_same_as AS s ON s.company_id = a.company_id
LEFT JOIN company AS owner ON owner.id = coalesce(s.same_as, a.company_id);

COMMENT ON VIEW figures IS 'Every figure as one claim states it, with whose it is, of what, when, and where it stands';
COMMENT ON COLUMN figures.event_id IS 'The event that it measures';
COMMENT ON COLUMN figures.source_id IS 'The source that states it';
COMMENT ON COLUMN figures.claim_number IS 'Number of the claim within its source';
COMMENT ON COLUMN figures.amount_number IS 'Number of the amount within its source';
COMMENT ON COLUMN figures.char_start IS 'Where the passage starts: code points before it in the text (RFC 5147)';
COMMENT ON COLUMN figures.char_end IS 'Where the passage ends';
COMMENT ON COLUMN figures.company IS 'Id of the company whose figure it is';
COMMENT ON COLUMN figures.company_name IS 'Name of that company';
COMMENT ON COLUMN figures.measure IS 'What is measured';
COMMENT ON COLUMN figures.measure_label IS 'What is measured, in words';
COMMENT ON COLUMN figures.of IS 'The whole that a share is of, or what more exactly is counted';
COMMENT ON COLUMN figures.low IS 'Lower end, in units; NULL where open; equal to high for a single number';
COMMENT ON COLUMN figures.high IS 'Upper end, in units; NULL where open';
COMMENT ON COLUMN figures.unit IS 'ISO 4217 code, percent, people …';
COMMENT ON COLUMN figures.bound IS 'exact, at_least, over, at_most or under';
COMMENT ON COLUMN figures.approximate IS 'Stated as about, nearly, some';
COMMENT ON COLUMN figures.basis IS 'actual, run_rate, announced, planned, expected, estimated or usual';
COMMENT ON COLUMN figures.per IS 'Over which time it is measured: one_off, cumulative, level, day … year';
COMMENT ON COLUMN figures.when_edtf IS 'When it is measured: its own date, or else that of its claim (EDTF)';
COMMENT ON COLUMN figures.earliest IS 'First day that this date may cover; NULL where open or unknown';
COMMENT ON COLUMN figures.latest IS 'Last day that this date may cover; NULL where open or unknown';
COMMENT ON COLUMN figures.measured IS 'Date of the figure''s own (EDTF); NULL where it has that of its claim';
COMMENT ON COLUMN figures.name IS 'Name of the figure within its event';
COMMENT ON COLUMN figures.status IS 'Where the event stands, by this claim';
COMMENT ON COLUMN figures.said_by IS 'Who says it within the source';
COMMENT ON COLUMN figures.text IS 'The figure as a person would write it';
COMMENT ON COLUMN figures.phrase IS 'Measure, figure, whole and basis in one line';
COMMENT ON COLUMN figures.inferred IS 'Why the figure is not in the words of the passage; NULL where it is';
COMMENT ON COLUMN figures.published_latest IS 'Last day on which the source may have been published';
COMMENT ON COLUMN figures.citation IS 'The place as one value: id, publisher, published, start, end, said_by, origins';
COMMENT ON COLUMN figures.least IS 'The lowest that it may be, rounding allowed for; NULL where open';
COMMENT ON COLUMN figures.most IS 'The highest that it may be, rounding allowed for; NULL where open';
