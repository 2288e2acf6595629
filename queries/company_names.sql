-- title: Names of a company
-- description: Its name and aliases, with dates where a name came or went.
--   A name is the spelling of a record, not what an article claims, so it has no evidence.
-- param company company: a company by id, name or alias
-- example: --company Doubao
SELECT c.id AS company_id, c.name, c.kind, a.name AS alias, a.when_edtf
FROM company AS c
LEFT JOIN (SELECT DISTINCT company_id, name, when_edtf FROM company_alias) AS a ON a.company_id = c.id
WHERE getvariable('company')::VARCHAR IS NULL OR c.id = company_named(getvariable('company')::VARCHAR)
ORDER BY c.id, a.name, a.when_edtf;
