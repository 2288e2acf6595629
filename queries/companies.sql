-- title: Companies
-- description: Every company, agency and product, with its other names, how often it appears, and
--   the places that name it.
-- example:
WITH named AS (
    SELECT DISTINCT company_id, source_id, claim_number FROM claim_party
),
cited AS (
    SELECT n.company_id, array_agg(k.citation ORDER BY k.published_latest NULLS LAST, k.source_id, k.char_start, k.number) AS citations
    FROM named AS n
    JOIN known_claim AS k ON k.source_id = n.source_id AND k.number = n.claim_number
    GROUP BY n.company_id
)
SELECT
    c.id AS company_id,
    c.name,
    c.kind,
    coalesce(a.aliases, CAST(ARRAY[] AS VARCHAR[])) AS aliases,
    coalesce(p.parents, CAST(ARRAY[] AS VARCHAR[])) AS belongs_to,
    coalesce(e.events, 0) AS events,
    coalesce(s.citations, ARRAY(SELECT citation FROM known_claim WHERE false)) AS sources
FROM company AS c
LEFT JOIN (
    SELECT n.company_id, array_agg(DISTINCT n.name ORDER BY n.name) AS aliases
    FROM company_name AS n
    JOIN company AS o ON o.id = n.company_id
    WHERE n.kind = 'alias' AND n.name <> o.name
    GROUP BY n.company_id
) AS a ON a.company_id = c.id
LEFT JOIN (
    SELECT r.company_id, array_agg(DISTINCT r.other_id ORDER BY r.other_id) AS parents
    FROM company_tie AS r
    JOIN relation_kind AS k ON k.id = r.kind AND k.in_family
    GROUP BY r.company_id
) AS p ON p.company_id = c.id
LEFT JOIN (
    SELECT company_id, count(*) AS events FROM event_company GROUP BY company_id
) AS e ON e.company_id = c.id
LEFT JOIN cited AS s ON s.company_id = c.id
WHERE c.id NOT IN (SELECT company_id FROM company_same_as)
ORDER BY c.id;
