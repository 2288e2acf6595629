-- title: Events found by words
-- description: Events of which the title, the companies (names and aliases), who says it, the figures
--   (their names and what they are of) or the passages that the database keeps hold all the words, in
--   any case, with or without accents, in wide or narrow letters. A "quoted phrase" stays together; a
--   word is found inside longer ones, too. found_in says where. A word counts by the best place that
--   has it: title, company, alias, speaker, figure, passage, and in each as a whole word before a part
--   of one; an event counts by the word that counts least. What counts alike stands in order of time,
--   undated events last. From and to keep events that possibly fall between; known by keeps what may
--   have been known by that day.
-- param text text: words to look for, a phrase in double quotes
-- param company company: a company by id, name or alias, with all that belongs to it
-- param only boolean: leave out what belongs to the company
-- param from first_day: events that may lie on or after this date
-- param to last_day: events that may lie on or before this date
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what certainly lies between, and was certainly known
-- param type event_types: types of event, separated by commas
-- param status statuses: statuses, separated by commas
-- param limit integer: at most so many events
-- param offset integer: leave out so many events before the first
-- example: --text 'azure "monthly sum"'
WITH part AS (
    SELECT unnest(parts) AS part, generate_subscripts(parts, 1) AS number
    FROM (SELECT string_to_array(plain(getvariable('text')::VARCHAR), '"') AS parts) AS asked
),
-- What stands between two quotation marks is every second part.
word AS (
    SELECT trim(part) AS word FROM part WHERE number % 2 = 0
    UNION
    SELECT unnest(string_to_array(part, ' ')) FROM part WHERE number % 2 = 1
),
term AS MATERIALIZED (
    SELECT word, plain_words(word) AS whole FROM word WHERE word <> ''
),
hit AS MATERIALIZED (
    SELECT
        s.event_id,
        s.kind,
        s.position,
        t.word,
        2 * s.position + CASE WHEN strpos(plain_words(s.plain), t.whole) > 0 THEN 0 ELSE 1 END AS rank
    FROM search_text AS s
    JOIN term AS t ON strpos(s.plain, t.word) > 0
),
found AS (
    SELECT event_id, max(rank) AS rank
    FROM (SELECT event_id, word, min(rank) AS rank FROM hit GROUP BY event_id, word) AS best
    GROUP BY event_id
    HAVING count(*) = (SELECT count(*) FROM term)
),
place AS (
    SELECT event_id, array_agg(kind ORDER BY position) AS kinds
    FROM (SELECT DISTINCT event_id, kind, position FROM hit) AS one
    GROUP BY event_id
)
SELECT
    t.event_id,
    t.when_edtf,
    t.earliest,
    t.latest,
    t.title,
    t.status,
    coalesce(p.kinds, CAST(ARRAY[] AS VARCHAR[])) AS found_in,
    CASE
        WHEN getvariable('from')::DATE IS NOT NULL OR getvariable('to')::DATE IS NOT NULL
            THEN certainly_in(t.when_edtf, t.earliest, t.latest, getvariable('from')::DATE, getvariable('to')::DATE)
    END AS certainly_between,
    t.known_certain,
    t.citations AS sources
FROM timeline AS t
LEFT JOIN found AS f ON f.event_id = t.event_id
LEFT JOIN place AS p ON p.event_id = t.event_id
WHERE (f.event_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM term))
  AND (
        getvariable('company')::VARCHAR IS NULL
        OR t.event_id IN (
            SELECT event_id
            FROM company_event
            WHERE company_id = company_named(getvariable('company')::VARCHAR)
              AND (direct OR NOT coalesce(getvariable('only')::BOOLEAN, false))
        )
    )
  AND (
        (getvariable('from')::DATE IS NULL AND getvariable('to')::DATE IS NULL)
        OR CASE
            WHEN coalesce(getvariable('certain')::BOOLEAN, false)
                THEN certainly_in(t.when_edtf, t.earliest, t.latest, getvariable('from')::DATE, getvariable('to')::DATE)
            ELSE possibly_in(t.when_edtf, t.earliest, t.latest, getvariable('from')::DATE, getvariable('to')::DATE)
        END
    )
  AND (getvariable('type')::VARCHAR IS NULL OR t.type = ANY (string_to_array(replace(getvariable('type')::VARCHAR, ' ', ''), ',')))
  AND (getvariable('status')::VARCHAR IS NULL OR t.status = ANY (string_to_array(replace(getvariable('status')::VARCHAR, ' ', ''), ',')))
ORDER BY f.rank NULLS LAST, coalesce(t.earliest, t.latest) NULLS LAST, t.latest NULLS LAST, t.event_id
LIMIT getvariable('limit')::BIGINT
OFFSET coalesce(getvariable('offset')::BIGINT, 0);
