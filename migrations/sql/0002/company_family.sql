CREATE VIEW company_family_period AS
WITH RECURSIVE relation AS (
    SELECT r.company_id, r.other_id, r.earliest, r.latest
    FROM company_tie AS r
    JOIN relation_kind AS k ON k.id = r.kind AND k.in_family
),
family (company_id, member_id, earliest, latest) AS (
    SELECT id, id, CAST(NULL AS DATE), CAST(NULL AS DATE)
    FROM company
    WHERE id NOT IN (SELECT company_id FROM company_same_as)
    UNION
    SELECT
        f.company_id,
        r.company_id,
        greatest(f.earliest, r.earliest),
        least(f.latest, r.latest)
    FROM family AS f
    JOIN relation AS r ON r.other_id = f.member_id
    WHERE coalesce(greatest(f.earliest, r.earliest) <= least(f.latest, r.latest), true)
)
SELECT company_id, member_id, earliest, latest FROM family;

COMMENT ON VIEW company_family_period IS 'A company with all that belongs to it, itself included, and while it does';
COMMENT ON COLUMN company_family_period.company_id IS 'The company';
COMMENT ON COLUMN company_family_period.member_id IS 'The company itself, or one that belongs to it';
COMMENT ON COLUMN company_family_period.earliest IS 'First day on which it may belong; NULL: always';
COMMENT ON COLUMN company_family_period.latest IS 'Last day on which it may belong; NULL: for ever';

CREATE VIEW company_family AS
SELECT DISTINCT company_id, member_id FROM company_family_period;

COMMENT ON VIEW company_family IS 'A company with all that belongs to it as unit, brand, product or variant, itself included';
COMMENT ON COLUMN company_family.company_id IS 'The company';
COMMENT ON COLUMN company_family.member_id IS 'The company itself, or one that belongs to it';
