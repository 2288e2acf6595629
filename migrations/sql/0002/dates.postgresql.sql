CREATE FUNCTION possibly_in(when_edtf text, earliest date, latest date, from_day date, to_day date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT when_edtf IS NOT NULL AND coalesce(latest >= from_day, true) AND coalesce(earliest <= to_day, true) $$;
COMMENT ON FUNCTION possibly_in IS 'Whether a date may lie between two days, both included, either NULL for no limit; false for what has no date';

CREATE FUNCTION certainly_in(when_edtf text, earliest date, latest date, from_day date, to_day date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
    SELECT when_edtf IS NOT NULL
        AND (from_day IS NULL OR coalesce(earliest >= from_day, false))
        AND (to_day IS NULL OR coalesce(latest <= to_day, false))
$$;
COMMENT ON FUNCTION certainly_in IS 'Whether a date lies wholly between two days, both included, either NULL for no limit; false for what has no date, and where an end that counts is unknown';
