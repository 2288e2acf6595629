-- title: What a company belongs to, and what belongs to it
-- description: Relations in both directions, with the event that shows each, and the claims of it.
-- param company company: a company by id, name or alias
-- example: --company ByteDance
WITH shown AS (
    SELECT event_id, array_agg(citation ORDER BY published_latest NULLS LAST, source_id, char_start, number) AS citations
    FROM known_claim
    GROUP BY event_id
)
SELECT
    r.company_id,
    c.name AS company,
    r.kind,
    k.label AS relation,
    r.other_id,
    o.name AS other,
    r.when_edtf,
    r.event_id,
    coalesce(s.citations, ARRAY(SELECT citation FROM known_claim WHERE false)) AS sources
FROM company_tie AS r
JOIN company AS c ON c.id = r.company_id
JOIN company AS o ON o.id = r.other_id
JOIN relation_kind AS k ON k.id = r.kind
LEFT JOIN shown AS s ON s.event_id = r.event_id
WHERE getvariable('company')::VARCHAR IS NULL
   OR r.company_id = company_named(getvariable('company')::VARCHAR)
   OR r.other_id = company_named(getvariable('company')::VARCHAR)
ORDER BY r.company_id, r.kind, r.other_id, r.earliest NULLS FIRST, r.when_edtf NULLS FIRST, r.event_id;
