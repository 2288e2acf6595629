CREATE MACRO possibly_in(when_edtf, earliest, latest, from_day, to_day) AS
    when_edtf IS NOT NULL AND coalesce(latest >= from_day, true) AND coalesce(earliest <= to_day, true);
COMMENT ON MACRO possibly_in IS 'Whether a date may lie between two days, both included, either NULL for no limit; false for what has no date';

CREATE MACRO certainly_in(when_edtf, earliest, latest, from_day, to_day) AS
    when_edtf IS NOT NULL
    AND (from_day IS NULL OR coalesce(earliest >= from_day, false))
    AND (to_day IS NULL OR coalesce(latest <= to_day, false));
COMMENT ON MACRO certainly_in IS 'Whether a date lies wholly between two days, both included, either NULL for no limit; false for what has no date, and where an end that counts is unknown';
