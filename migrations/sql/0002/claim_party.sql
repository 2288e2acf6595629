CREATE VIEW claim_party AS
WITH folded AS (
    SELECT DISTINCT p.source_id, p.claim_number, m.same_as AS company_id, p.role
    FROM claim_company AS p
    JOIN company_same_as AS m ON m.company_id = p.company_id
)
SELECT p.source_id, p.claim_number, p.company_id, p.role
FROM claim_company AS p
WHERE NOT EXISTS (SELECT 1 FROM company_same_as AS m WHERE m.company_id = p.company_id)
UNION ALL
-- A claim may name both: then the one that stays is there already.
SELECT f.source_id, f.claim_number, f.company_id, f.role
FROM folded AS f
WHERE NOT EXISTS (
    SELECT 1
    FROM claim_company AS p
    WHERE p.source_id = f.source_id
      AND p.claim_number = f.claim_number
      AND p.company_id = f.company_id
      AND p.role = f.role
);

COMMENT ON VIEW claim_party IS 'Companies of a claim and their roles; a company that is the same as another stands as the one that stays';
COMMENT ON COLUMN claim_party.source_id IS 'The source of the claim';
COMMENT ON COLUMN claim_party.claim_number IS 'The claim';
COMMENT ON COLUMN claim_party.company_id IS 'The company';
COMMENT ON COLUMN claim_party.role IS 'Its role in the event';
