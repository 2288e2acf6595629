-- title: Figures in order of time
-- description: Every figure as each claim states it, with the time that it measures, its bounds and
--   its basis. Known by keeps what may have been known by that day.
-- param measure measure: only this measure
-- param unit unit: only this unit
-- param per text: only figures per this period, or of this kind
--   choices: one_off, cumulative, level, day, week, month, quarter, half_year, year
-- param known_by last_day: only what may have been known by this day
-- param certain boolean: only what was certainly known
-- example: --measure revenue --unit USD
SELECT
    f.event_id,
    e.title,
    f.company,
    f.company_name,
    f.measure,
    f.measure_label,
    f.of,
    f.name,
    f.text,
    f.low,
    f.high,
    f.unit,
    f.per,
    f.bound,
    f.approximate,
    f.basis,
    f.status,
    f.when_edtf,
    f.earliest,
    f.latest,
    f.source_id,
    f.char_start,
    f.char_end,
    ARRAY[f.citation] AS sources
FROM figures AS f
JOIN event AS e ON e.id = f.event_id
WHERE (getvariable('measure')::VARCHAR IS NULL OR f.measure = getvariable('measure')::VARCHAR)
  AND (getvariable('unit')::VARCHAR IS NULL OR f.unit = getvariable('unit')::VARCHAR)
  AND (getvariable('per')::VARCHAR IS NULL OR f.per = getvariable('per')::VARCHAR)
ORDER BY
    coalesce(f.earliest, f.latest) NULLS LAST,
    f.latest NULLS LAST,
    f.event_id,
    f.source_id,
    f.claim_number,
    f.amount_number;
