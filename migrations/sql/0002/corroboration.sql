CREATE VIEW corroboration AS
WITH RECURSIVE support AS (
    SELECT c.event_id, c.source_id, c.number, o.origin_id, c.origin_certain, c.citation, c.published_latest, c.char_start
    FROM standing_claim AS k
    JOIN known_claim AS c ON c.source_id = k.source_id AND c.number = k.number
    LEFT JOIN claim_origin AS o ON o.source_id = c.source_id AND o.claim_number = c.number
),
relay AS (
    SELECT DISTINCT event_id, source_id, origin_id FROM support WHERE origin_certain
),
-- From each article back to the report on which it rests, by way of any that relay it in their turn.
way AS (
    SELECT event_id, source_id, origin_id AS report_id FROM relay
    UNION
    SELECT w.event_id, w.source_id, r.origin_id
    FROM way AS w
    JOIN relay AS r ON r.event_id = w.event_id AND r.source_id = w.report_id
),
root AS (
    SELECT DISTINCT w.event_id, w.source_id, w.report_id, fold_name(s.publisher) AS outlet
    FROM way AS w
    JOIN source AS s ON s.id = w.report_id
    WHERE NOT EXISTS (SELECT 1 FROM relay AS r WHERE r.event_id = w.event_id AND r.source_id = w.report_id)
),
-- A report that does not say, or not for certain, on what it rests itself may rest on the others; one
-- of an unnamed outlet may be of any; and two reports that one article names are that article's word.
roots AS (
    SELECT
        r.event_id,
        list_sort(list_distinct(array_agg(r.report_id))) AS origins,
        greatest(least(count(DISTINCT r.outlet) FILTER (WHERE r.apart), count(DISTINCT r.source_id) FILTER (WHERE r.apart)), 1)
            AS independent_origins
    FROM (
        SELECT
            *,
            outlet IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM support AS s WHERE s.event_id = root.event_id AND s.source_id = root.report_id) AS apart
        FROM root
    ) AS r
    GROUP BY r.event_id
),
possible AS (
    SELECT event_id, list_sort(list_distinct(array_agg(origin_id))) AS possible_origins
    FROM support
    WHERE NOT origin_certain
    GROUP BY event_id
),
-- An article that is itself the one report on which the others rest needs to state no origin.
unstated AS (
    SELECT s.event_id, list_sort(list_distinct(array_agg(s.source_id))) AS origin_not_stated
    FROM support AS s
    WHERE s.origin_id IS NULL
      AND NOT EXISTS (
        SELECT 1
        FROM root AS r
        WHERE r.event_id = s.event_id
          AND r.report_id = s.source_id
          AND NOT EXISTS (SELECT 1 FROM root AS o WHERE o.event_id = r.event_id AND o.report_id <> r.report_id)
      )
      AND NOT EXISTS (SELECT 1 FROM relay AS r WHERE r.event_id = s.event_id AND r.source_id = s.source_id)
    GROUP BY s.event_id
),
article AS (
    SELECT event_id, count(DISTINCT source_id) AS article_count, list_sort(list_distinct(array_agg(source_id))) AS articles
    FROM support
    GROUP BY event_id
),
cited AS (
    SELECT k.event_id, array_agg(c.citation ORDER BY c.published_latest NULLS LAST, c.source_id, c.char_start, c.number) AS citations
    FROM standing_claim AS k
    JOIN known_claim AS c ON c.source_id = k.source_id AND c.number = k.number
    GROUP BY k.event_id
)
SELECT
    e.id AS event_id,
    e.title,
    a.article_count,
    a.articles,
    coalesce(r.independent_origins, 0) AS independent_origins,
    coalesce(r.origins, CAST(ARRAY[] AS VARCHAR[])) AS origins,
    coalesce(p.possible_origins, CAST(ARRAY[] AS VARCHAR[])) AS possible_origins,
    coalesce(u.origin_not_stated, CAST(ARRAY[] AS VARCHAR[])) AS origin_not_stated,
    CASE
        WHEN coalesce(r.independent_origins, 0) > 1 THEN 'independent origins'
        WHEN a.article_count = 1 AND array_length(r.origins, 1) > 1 THEN 'one article'
        WHEN r.independent_origins = 1 AND u.event_id IS NULL THEN 'one origin'
        WHEN r.independent_origins = 1 THEN 'one origin, and articles that state none'
        WHEN a.article_count = 1 THEN 'one article'
        ELSE 'origin not stated'
    END AS verdict,
    c.citations
FROM event AS e
JOIN article AS a ON a.event_id = e.id
JOIN cited AS c ON c.event_id = e.id
LEFT JOIN roots AS r ON r.event_id = e.id
LEFT JOIN possible AS p ON p.event_id = e.id
LEFT JOIN unstated AS u ON u.event_id = e.id;

COMMENT ON VIEW corroboration IS 'How well each event is supported: the articles that tell of it, and the reports on which they rest; claims that deny it are left out';
COMMENT ON COLUMN corroboration.event_id IS 'The event';
COMMENT ON COLUMN corroboration.title IS 'One line in our own words';
COMMENT ON COLUMN corroboration.article_count IS 'How many articles tell of it';
COMMENT ON COLUMN corroboration.articles IS 'These articles';
COMMENT ON COLUMN corroboration.independent_origins IS 'How many outlets, unnamed ones counted as none of their own, made the reports on which they are known to rest; no more than there are articles';
COMMENT ON COLUMN corroboration.origins IS 'These reports; of one that relays another only the other';
COMMENT ON COLUMN corroboration.possible_origins IS 'Reports on which an article rests perhaps';
COMMENT ON COLUMN corroboration.origin_not_stated IS 'Articles that do not say on what they rest; they may or may not be independent';
COMMENT ON COLUMN corroboration.verdict IS 'independent origins, one origin, one origin and articles that state none, one article, or origin not stated';
COMMENT ON COLUMN corroboration.citations IS 'Each place where a source tells of it: id, publisher, published, start, end, said_by, origins';
