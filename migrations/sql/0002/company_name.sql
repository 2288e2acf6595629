CREATE VIEW company_name AS
WITH called AS (
    SELECT id AS company_id, id AS name, 'id' AS kind FROM company
    UNION
    SELECT id, name, 'name' FROM company
    UNION
    SELECT company_id, name, 'alias' FROM company_alias
)
SELECT
    coalesce(m.same_as, c.company_id) AS company_id,
    c.name,
    CASE WHEN m.same_as IS NOT NULL AND c.kind = 'name' THEN 'alias' ELSE c.kind END AS kind,
    fold_name(c.name) AS folded
FROM called AS c
LEFT JOIN company_same_as AS m ON m.company_id = c.company_id;

COMMENT ON VIEW company_name IS 'Everything that a company can be called: its id, its name and its aliases, and those of entries that are the same company';
COMMENT ON COLUMN company_name.company_id IS 'The company';
COMMENT ON COLUMN company_name.name IS 'What it is called';
COMMENT ON COLUMN company_name.kind IS 'id, name or alias';
COMMENT ON COLUMN company_name.folded IS 'The name as it is compared (see fold_name)';
