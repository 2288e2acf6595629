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
        c.status = 'denied' AS denied,
        min(CASE WHEN c.status = 'denied' THEN 1 ELSE 0 END) OVER (PARTITION BY c.event_id) = 1
            AS all_denied,
        row_number() OVER (
            PARTITION BY c.event_id
            ORDER BY
                CASE WHEN c.status = 'denied' THEN 1 ELSE 0 END,
                CASE
                    WHEN c.when_edtf IS NULL THEN 2
                    WHEN c.earliest IS NULL OR c.latest IS NULL THEN 1
                    ELSE 0
                END,
                c.latest - c.earliest NULLS LAST,
                s.published_latest NULLS LAST,
                s.published_earliest NULLS LAST,
                c.source_id,
                c.number
        ) AS rank
    FROM claim AS c
    JOIN source AS s ON s.id = c.source_id
)
SELECT source_id, number, event_id, when_edtf, earliest, latest, precision, status, rank
FROM ranked
WHERE NOT denied OR all_denied;

COMMENT ON VIEW standing_claim IS 'The claims that the timeline shows of an event: those that do not deny it (all, where all do); the most precise has rank 1';
COMMENT ON COLUMN standing_claim.source_id IS 'The source of the claim';
COMMENT ON COLUMN standing_claim.number IS 'Number of the claim within its source';
COMMENT ON COLUMN standing_claim.event_id IS 'The event';
COMMENT ON COLUMN standing_claim.when_edtf IS 'Date as written (EDTF)';
COMMENT ON COLUMN standing_claim.earliest IS 'First day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN standing_claim.latest IS 'Last day that the date may cover; NULL where open or unknown';
COMMENT ON COLUMN standing_claim.precision IS 'How exactly the date is known';
COMMENT ON COLUMN standing_claim.status IS 'Where the event stands, by this claim';
COMMENT ON COLUMN standing_claim.rank IS '1 for the claim whose date and status the timeline shows: the most precise, then the one published first';
