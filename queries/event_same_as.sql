-- title: Events that count as another
-- description: Ids that are folded into another event, with the reason and the file that says so.
-- param event event: the id of an event
-- example:
SELECT m.same_as AS event_id, m.event_id AS folded_id, e.title, e.type, m.because, m.owner AS file
FROM event_same_as AS m
JOIN event AS e ON e.id = m.event_id
WHERE getvariable('event')::VARCHAR IS NULL OR m.same_as = event_named(getvariable('event')::VARCHAR)
ORDER BY m.same_as, m.event_id;
