-- title: Who a company has to do with
-- description: Companies that share events with a company or with what belongs to it, outside its
--   own family, by the number of shared events.
-- param company company: a company by id, name or alias
-- example: --company ByteDance
WITH own AS (
    SELECT company_id, event_id
    FROM company_event
    WHERE getvariable('company')::VARCHAR IS NULL OR company_id = company_named(getvariable('company')::VARCHAR)
),
met AS (
    SELECT own.company_id, p.company_id AS counterparty_id, p.role, k.event_id, k.source_id, k.number
    FROM own
    JOIN standing_claim AS k ON k.event_id = own.event_id
    JOIN claim_party AS p ON p.source_id = k.source_id AND p.claim_number = k.number
    WHERE NOT EXISTS (
        SELECT 1
        FROM company_family_period AS m
        WHERE m.company_id = own.company_id
          AND m.member_id = p.company_id
          AND coalesce(m.earliest <= k.event_latest, true)
          AND coalesce(k.event_earliest <= m.latest, true)
    )
),
cited AS (
    SELECT
        n.company_id,
        n.counterparty_id,
        array_agg(k.citation ORDER BY k.published_latest NULLS LAST, k.source_id, k.char_start, k.number) AS citations
    FROM (SELECT DISTINCT company_id, counterparty_id, source_id, number FROM met) AS n
    JOIN known_claim AS k ON k.source_id = n.source_id AND k.number = n.number
    GROUP BY n.company_id, n.counterparty_id
),
counted AS (
    SELECT
        m.company_id,
        m.counterparty_id,
        count(DISTINCT m.event_id) AS events,
        array_to_string(list_sort(list_distinct(array_agg(r.label))), ', ') AS roles
    FROM met AS m
    JOIN role AS r ON r.id = m.role
    GROUP BY m.company_id, m.counterparty_id
)
SELECT
    n.company_id,
    n.counterparty_id,
    c.name AS counterparty,
    n.events,
    n.roles,
    s.citations AS sources
FROM counted AS n
JOIN company AS c ON c.id = n.counterparty_id
JOIN cited AS s ON s.company_id = n.company_id AND s.counterparty_id = n.counterparty_id
ORDER BY n.company_id, n.events DESC, n.counterparty_id;
