-- title: Names of a company
-- description: Its name and aliases, with dates where a name came or went; names of what is the
--   same as it are aliases, too. A name is the spelling of a record, not what an article claims,
--   so it has no evidence.
-- param company company: a company by id, name or alias
-- example: --company Doubao
WITH called AS (
    SELECT company_id, name, when_edtf FROM company_alias
    UNION
    SELECT c.id, c.name, NULL FROM company AS c JOIN company_same_as AS m ON m.company_id = c.id
),
alias AS (
    SELECT DISTINCT coalesce(m.same_as, n.company_id) AS company_id, n.name, n.when_edtf
    FROM called AS n
    LEFT JOIN company_same_as AS m ON m.company_id = n.company_id
)
SELECT c.id AS company_id, c.name, c.kind, a.name AS alias, a.when_edtf
FROM company AS c
LEFT JOIN alias AS a ON a.company_id = c.id AND (a.name <> c.name OR a.when_edtf IS NOT NULL)
WHERE c.id NOT IN (SELECT company_id FROM company_same_as)
  AND (getvariable('company')::VARCHAR IS NULL OR c.id = company_named(getvariable('company')::VARCHAR))
ORDER BY c.id, a.name, a.when_edtf;
