CREATE MACRO event_named(wanted) AS (
    SELECT coalesce((SELECT m.same_as FROM event_same_as AS m WHERE m.event_id = wanted), wanted)
);
COMMENT ON MACRO event_named IS 'The id of the event that stays where the one wanted is the same as another; else the id as it is';
