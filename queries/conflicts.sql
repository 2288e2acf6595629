-- title: Where sources do not say the same
-- description: Dates, statuses and figures that claims give differently of one event, two sides a
--   row, each with who says so. The kinds: contradicts (both cannot be right), coarser (the first
--   side is more exact and fits the other), overlaps (they share a part only), scope (a part and a
--   whole, or figures of different things). Rounding alone is no contradiction.
-- param company company: a company by id, name or alias, with all that belongs to it
-- param kind text: only this kind
--   choices: contradicts, coarser, overlaps, scope
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what was certainly known by then
-- example: --company ByteDance
SELECT kind, field, event_id, title, one_value, one_citations, other_value, other_citations
FROM conflicts
WHERE (
        getvariable('company')::VARCHAR IS NULL
        OR event_id IN (
            -- Also who is named by a claim that denies the event, and so does not stand in its timeline.
            SELECT k.event_id
            FROM company_family AS m
            JOIN claim_party AS p ON p.company_id = m.member_id
            JOIN known_claim AS k ON k.source_id = p.source_id AND k.number = p.claim_number
            WHERE m.company_id = company_named(getvariable('company')::VARCHAR)
        )
    )
  AND (getvariable('kind')::VARCHAR IS NULL OR kind = getvariable('kind')::VARCHAR)
ORDER BY
    CASE kind WHEN 'contradicts' THEN 1 WHEN 'overlaps' THEN 2 WHEN 'scope' THEN 3 ELSE 4 END,
    event_id,
    field,
    one_value,
    other_value;
