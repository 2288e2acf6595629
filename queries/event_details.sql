-- title: One event
-- description: The row of the timeline for one event.
-- param event event: the id of an event
-- example: --event tiktok-pays-microsoft-for-openai-models
SELECT
    event_id,
    title,
    type,
    status,
    when_edtf,
    earliest,
    latest,
    precision,
    participants,
    amounts,
    origins,
    dates_differ,
    disputed,
    about,
    citations AS sources
FROM timeline
WHERE getvariable('event')::VARCHAR IS NULL OR event_id = event_named(getvariable('event')::VARCHAR)
ORDER BY event_id;
