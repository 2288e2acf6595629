CREATE VIEW event_company AS
SELECT
    k.event_id,
    p.company_id,
    c.name AS company,
    list_sort(list_distinct(array_agg(p.role))) AS roles,
    array_to_string(list_sort(list_distinct(array_agg(r.label))), ', ') AS role_labels,
    min(r.position) AS position
FROM standing_claim AS k
JOIN claim_party AS p ON p.source_id = k.source_id AND p.claim_number = k.number
JOIN company AS c ON c.id = p.company_id
JOIN role AS r ON r.id = p.role
GROUP BY k.event_id, p.company_id, c.name;

COMMENT ON VIEW event_company IS 'The companies of each event with their roles, united over its standing claims';
COMMENT ON COLUMN event_company.event_id IS 'The event';
COMMENT ON COLUMN event_company.company_id IS 'The company';
COMMENT ON COLUMN event_company.company IS 'Its name';
COMMENT ON COLUMN event_company.roles IS 'Its roles in the event';
COMMENT ON COLUMN event_company.role_labels IS 'Its roles in words';
COMMENT ON COLUMN event_company.position IS 'Place of its first role in the order in which roles are listed';
