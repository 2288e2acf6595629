-- title: Events with their ids
-- description: A short list, for finding the id of an event.
-- param company company: a company by id, name or alias, with all that belongs to it
-- param type event_types: types of event, separated by commas
-- param status statuses: statuses, separated by commas
-- example: --type launch
SELECT event_id, when_edtf, type, status, title, array_length(sources, 1) AS source_count, citations AS sources
FROM timeline
WHERE (
        getvariable('company')::VARCHAR IS NULL
        OR event_id IN (
            SELECT event_id FROM company_event WHERE company_id = company_named(getvariable('company')::VARCHAR)
        )
    )
  AND (getvariable('type')::VARCHAR IS NULL OR type = ANY (string_to_array(replace(getvariable('type')::VARCHAR, ' ', ''), ',')))
  AND (getvariable('status')::VARCHAR IS NULL OR status = ANY (string_to_array(replace(getvariable('status')::VARCHAR, ' ', ''), ',')))
ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id;
