-- title: Who a company has to do with
-- description: Companies that share events with a company or with what belongs to it, outside its
--   own family, by the number of shared events.
-- param company company: a company by id, name or alias
-- example: --company ByteDance
WITH member AS (
    SELECT DISTINCT f.company_id, f.member_id
    FROM company_family AS f
    WHERE getvariable('company')::VARCHAR IS NULL OR f.company_id = company_named(getvariable('company')::VARCHAR)
),
own AS (
    SELECT DISTINCT m.company_id, e.event_id
    FROM member AS m
    JOIN event_company AS e ON e.company_id = m.member_id
)
SELECT
    own.company_id,
    other.company_id AS counterparty_id,
    other.company AS counterparty,
    count(DISTINCT own.event_id) AS events,
    string_agg(DISTINCT other.role_labels, ', ' ORDER BY other.role_labels) AS roles
FROM own
JOIN event_company AS other ON other.event_id = own.event_id
LEFT JOIN member AS m ON m.company_id = own.company_id AND m.member_id = other.company_id
WHERE m.member_id IS NULL
GROUP BY own.company_id, other.company_id, other.company
ORDER BY own.company_id, events DESC, counterparty_id;
