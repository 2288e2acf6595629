-- title: Figures of one event
-- description: Every figure of the event as each claim states it.
-- param event event: the id of an event
-- example: --event tiktok-pays-microsoft-for-openai-models
SELECT
    event_id,
    coalesce(company_name, company) AS company,
    measure,
    text,
    of,
    basis,
    when_edtf,
    name,
    low,
    high,
    unit,
    per,
    bound,
    approximate,
    source_id,
    char_start,
    char_end,
    ARRAY[citation] AS sources
FROM figures
WHERE getvariable('event')::VARCHAR IS NULL OR event_id = event_named(getvariable('event')::VARCHAR)
ORDER BY event_id, measure, source_id, claim_number, amount_number;
