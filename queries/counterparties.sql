-- title: Who a company has to do with
-- description: Companies that share events with a company or with what belongs to it, outside its
--   own family, by the number of shared events.
-- param company company: a company by id, name or alias
-- example: --company ByteDance
WITH own AS (
    SELECT company_id, event_id
    FROM company_event
    WHERE getvariable('company')::VARCHAR IS NULL OR company_id = company_named(getvariable('company')::VARCHAR)
)
SELECT
    own.company_id,
    p.company_id AS counterparty_id,
    c.name AS counterparty,
    count(DISTINCT own.event_id) AS events,
    array_to_string(list_sort(list_distinct(array_agg(r.label))), ', ') AS roles
FROM own
JOIN standing_claim AS k ON k.event_id = own.event_id
JOIN claim_party AS p ON p.source_id = k.source_id AND p.claim_number = k.number
JOIN company AS c ON c.id = p.company_id
JOIN role AS r ON r.id = p.role
WHERE NOT EXISTS (
    SELECT 1
    FROM company_family_period AS m
    WHERE m.company_id = own.company_id
      AND m.member_id = p.company_id
      AND coalesce(m.earliest <= k.event_latest, true)
      AND coalesce(k.event_earliest <= m.latest, true)
)
GROUP BY own.company_id, p.company_id, c.name
ORDER BY own.company_id, events DESC, counterparty_id;
