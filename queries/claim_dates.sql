-- title: Claims of each source, with their dates
-- description: Which days each claim of a source covers, in the order of its text; to see what time
--   a source speaks of.
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what was certainly known
-- example:
SELECT
    c.source_id,
    c.publisher,
    c.published,
    c.event_id,
    c.when_edtf,
    c.earliest,
    c.latest,
    c.status,
    c.char_start,
    c.char_end,
    ARRAY[c.citation] AS sources
FROM known_claim AS c
ORDER BY c.source_id, c.char_start NULLS LAST, c.number;
