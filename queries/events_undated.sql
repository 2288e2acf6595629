-- title: Events without a date
-- description: Facts for which no source gives a date. They never borrow one.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company TikTok
SELECT event_id, title, type, status, companies, amounts, citations AS sources
FROM timeline
WHERE when_edtf IS NULL
  AND (
        getvariable('company')::VARCHAR IS NULL
        OR event_id IN (
            SELECT event_id FROM company_event WHERE company_id = company_named(getvariable('company')::VARCHAR)
        )
    )
ORDER BY event_id;
