CREATE VIEW search_text AS
WITH told AS (
    SELECT k.event_id, 'title' AS kind, e.title AS text
    FROM known_claim AS k
    JOIN event AS e ON e.id = k.event_id
    UNION
    SELECT k.event_id, CASE n.kind WHEN 'name' THEN 'company' ELSE 'alias' END, n.name
    FROM known_claim AS k
    JOIN claim_party AS p ON p.source_id = k.source_id AND p.claim_number = k.number
    JOIN company_name AS n ON n.company_id = p.company_id AND n.kind IN ('name', 'alias')
    UNION
    SELECT k.event_id, 'speaker', coalesce(n.name, k.said_by)
    FROM known_claim AS k
    LEFT JOIN company_name AS n ON n.company_id = k.said_by AND n.kind IN ('name', 'alias')
    UNION
    SELECT k.event_id, 'figure', a.name
    FROM known_claim AS k
    JOIN amount AS a ON a.source_id = k.source_id AND a.claim_number = k.number
    UNION
    SELECT k.event_id, 'figure', a.of
    FROM known_claim AS k
    JOIN amount AS a ON a.source_id = k.source_id AND a.claim_number = k.number
    UNION
    SELECT
        k.event_id,
        'passage',
        coalesce(substr(t.text, CAST(k.char_start + 1 AS INTEGER), CAST(k.char_end - k.char_start AS INTEGER)), k.quote)
    FROM known_claim AS k
    LEFT JOIN source_text AS t ON t.source_id = k.source_id
)
SELECT
    event_id,
    kind,
    array_position(ARRAY['title', 'company', 'alias', 'speaker', 'figure', 'passage'], kind) AS position,
    text,
    plain(text) AS plain
FROM told
WHERE text IS NOT NULL;

COMMENT ON VIEW search_text IS 'What an event is found by: its title, the names and aliases of its companies, who says it, the names of its figures and what they are of, and its passages where the database keeps them';
COMMENT ON COLUMN search_text.event_id IS 'The event';
COMMENT ON COLUMN search_text.kind IS 'title, company, alias, speaker, figure or passage';
COMMENT ON COLUMN search_text.position IS 'How much it counts, by its kind: 1 for a title to 6 for a passage';
COMMENT ON COLUMN search_text.text IS 'The text as it stands there';
COMMENT ON COLUMN search_text.plain IS 'The text as it is searched (see plain)';
