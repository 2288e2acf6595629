CREATE VIEW standing_claim AS
WITH ranked AS (
    SELECT
        c.source_id,
        c.number,
        c.event_id,
        c.when_edtf,
        c.earliest,
        c.latest,
        c.precision,
        c.status,
        row_number() OVER best_first AS rank,
        first_value(c.status) OVER best_first AS event_status,
        first_value(c.earliest) OVER best_first AS event_earliest,
        first_value(c.latest) OVER best_first AS event_latest
    FROM known_claim AS c
    WINDOW best_first AS (
        PARTITION BY c.event_id
        ORDER BY
            CASE
                WHEN c.status = 'denied' THEN 3
                WHEN c.status IN ('planned', 'forecast') THEN 2
                -- "It happened", without a date, does not say that what goes on is over.
                WHEN c.status = 'ongoing' OR (c.status = 'happened' AND c.when_edtf IS NULL) THEN 1
                ELSE 0
            END,
            CASE
                WHEN c.precision = 'time' THEN 0
                WHEN c.earliest IS NOT NULL AND c.latest IS NOT NULL THEN 1
                WHEN c.when_edtf IS NOT NULL THEN 2
                ELSE 3
            END,
            c.latest - c.earliest NULLS LAST,
            c.published_latest NULLS LAST,
            c.published_earliest NULLS LAST,
            c.source_id,
            c.number
    )
)
SELECT
    source_id,
    number,
    event_id,
    when_edtf,
    earliest,
    latest,
    precision,
    status,
    rank,
    event_earliest,
    event_latest
FROM ranked
WHERE status <> 'denied' OR event_status = 'denied';

COMMENT ON VIEW standing_claim IS 'The claims that the timeline shows of an event: those that do not deny it (all, where all do); rank 1 has the one that says what came of it, most precisely';
COMMENT ON COLUMN standing_claim.source_id IS 'The source of the claim';
COMMENT ON COLUMN standing_claim.number IS 'Number of the claim within its source';
COMMENT ON COLUMN standing_claim.event_id IS 'The event';
COMMENT ON COLUMN standing_claim.when_edtf IS 'Date as written (EDTF)';
COMMENT ON COLUMN standing_claim.earliest IS 'First day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN standing_claim.latest IS 'Last day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN standing_claim.precision IS 'How exactly the date is known';
COMMENT ON COLUMN standing_claim.status IS 'Where the event stands, by this claim';
COMMENT ON COLUMN standing_claim.rank IS '1 for the claim whose date and status the timeline shows: what happened (on a date), ended or was cancelled before what goes on, that before what was planned or forecast; then the most precise, then the one published first';
COMMENT ON COLUMN standing_claim.event_earliest IS 'First day of the event, as the timeline shows it: that of the claim of rank 1';
COMMENT ON COLUMN standing_claim.event_latest IS 'Last day of the event, as the timeline shows it: that of the claim of rank 1';
