CREATE VIEW company_tie AS
WITH named AS (
    SELECT
        coalesce(a.same_as, r.company_id) AS company_id,
        r.kind,
        coalesce(b.same_as, r.other_id) AS other_id,
        r.when_edtf,
        r.earliest,
        r.latest,
        coalesce(e.same_as, r.event_id) AS event_id
    FROM company_relation AS r
    LEFT JOIN company_same_as AS a ON a.company_id = r.company_id
    LEFT JOIN company_same_as AS b ON b.company_id = r.other_id
    LEFT JOIN event_same_as AS e ON e.event_id = r.event_id
)
SELECT DISTINCT company_id, kind, other_id, when_edtf, earliest, latest, event_id
FROM named
WHERE company_id <> other_id;

COMMENT ON VIEW company_tie IS 'Relations between companies, each once; a company or event that is the same as another stands as the one that stays';
COMMENT ON COLUMN company_tie.company_id IS 'The company';
COMMENT ON COLUMN company_tie.kind IS 'How it is related to the other';
COMMENT ON COLUMN company_tie.other_id IS 'The other company';
COMMENT ON COLUMN company_tie.when_edtf IS 'While the relation holds (EDTF); NULL: always';
COMMENT ON COLUMN company_tie.earliest IS 'First day on which it may hold; NULL: open';
COMMENT ON COLUMN company_tie.latest IS 'Last day on which it may hold; NULL: open';
COMMENT ON COLUMN company_tie.event_id IS 'The event that shows it';
