CREATE VIEW company_name AS
WITH stays AS (
    SELECT c.id, c.name, m.same_as, coalesce(m.same_as, c.id) AS company_id
    FROM company AS c
    LEFT JOIN company_same_as AS m ON m.company_id = c.id
),
called AS (
    SELECT company_id, id AS name, 'id' AS kind FROM stays
    UNION
    SELECT company_id, name, CASE WHEN same_as IS NULL THEN 'name' ELSE 'alias' END FROM stays
    UNION
    SELECT s.company_id, a.name, 'alias' FROM company_alias AS a JOIN stays AS s ON s.id = a.company_id
)
SELECT company_id, name, kind, fold_name(name) AS folded FROM called;

COMMENT ON VIEW company_name IS 'Everything that a company can be called: its id, its name and its aliases, and those of entries that are the same company';
COMMENT ON COLUMN company_name.company_id IS 'The company';
COMMENT ON COLUMN company_name.name IS 'What it is called';
COMMENT ON COLUMN company_name.kind IS 'id, name or alias';
COMMENT ON COLUMN company_name.folded IS 'The name as it is compared (see fold_name)';
