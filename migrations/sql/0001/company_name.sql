CREATE VIEW company_name AS
SELECT id AS company_id, id AS name, 'id' AS kind, fold_name(id) AS folded FROM company
UNION
SELECT id, name, 'name', fold_name(name) FROM company
UNION
SELECT company_id, name, 'alias', fold_name(name) FROM company_alias;

COMMENT ON VIEW company_name IS 'Everything that a company can be called: its id, its name and its aliases';
COMMENT ON COLUMN company_name.company_id IS 'The company';
COMMENT ON COLUMN company_name.name IS 'What it is called';
COMMENT ON COLUMN company_name.kind IS 'id, name or alias';
COMMENT ON COLUMN company_name.folded IS 'The name as it is compared (see fold_name)';
