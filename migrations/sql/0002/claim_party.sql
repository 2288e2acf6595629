CREATE VIEW claim_party AS
SELECT p.source_id, p.claim_number, coalesce(m.same_as, p.company_id) AS company_id, p.role
FROM claim_company AS p
LEFT JOIN company_same_as AS m ON m.company_id = p.company_id;

COMMENT ON VIEW claim_party IS 'Companies of a claim and their roles; a company that is the same as another stands as the one that stays';
COMMENT ON COLUMN claim_party.source_id IS 'The source of the claim';
COMMENT ON COLUMN claim_party.claim_number IS 'The claim';
COMMENT ON COLUMN claim_party.company_id IS 'The company';
COMMENT ON COLUMN claim_party.role IS 'Its role in the event';
