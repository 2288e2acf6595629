CREATE FUNCTION company_named(wanted text) RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT CASE
        WHEN wanted IS NULL THEN NULL
        WHEN count(*) = 0 THEN error('no company is called ' || wanted)
        WHEN count(*) > 1 THEN error(
            wanted || ' may be ' || array_to_string(array_agg(found.company_id ORDER BY found.company_id), ' or ')
            || ': name one of these ids'
        )
        ELSE min(found.company_id)
    END
    FROM (
        SELECT DISTINCT n.company_id
        FROM company_name AS n
        WHERE n.folded = fold_name(wanted)
          AND (n.kind = 'id' OR NOT EXISTS (SELECT 1 FROM company AS c WHERE c.id = fold_name(wanted)))
    ) AS found
$$;
COMMENT ON FUNCTION company_named IS 'The id of the company with this id, name or alias in any case; NULL for NULL; an error for an unknown or ambiguous name';
