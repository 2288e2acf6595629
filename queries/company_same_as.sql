-- title: Companies that count as another
-- description: Ids that are folded into another company, with the reason and the file that says so.
-- param company company: a company by id, name or alias
-- example:
SELECT m.same_as AS company_id, m.company_id AS folded_id, c.name, c.kind, m.because, m.owner AS file
FROM company_same_as AS m
JOIN company AS c ON c.id = m.company_id
WHERE getvariable('company')::VARCHAR IS NULL OR m.same_as = company_named(getvariable('company')::VARCHAR)
ORDER BY m.same_as, m.company_id;
