-- What DuckDB has and PostgreSQL lacks, under DuckDB's names: so views and saved queries are the
-- same files for both.

CREATE FUNCTION list_sort(list anyarray) RETURNS anyarray
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT coalesce(array_agg(item ORDER BY item), '{}') FROM unnest(list) AS item $$;
COMMENT ON FUNCTION list_sort IS 'The items of a list in order, as in DuckDB';

CREATE FUNCTION list_distinct(list anyarray) RETURNS anyarray
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT coalesce(array_agg(DISTINCT item), '{}') FROM unnest(list) AS item WHERE item IS NOT NULL $$;
COMMENT ON FUNCTION list_distinct IS 'The items of a list, each once and without NULL, as in DuckDB';

-- JSON and not JSONB, which would not keep the order of the keys.
CREATE FUNCTION struct_pack(id text, publisher text, published text, start bigint, "end" bigint) RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object('id', id, 'publisher', publisher, 'published', published, 'start', start, 'end', "end")
$$;
COMMENT ON FUNCTION struct_pack IS 'A place where a source speaks of an event; in DuckDB a struct';

CREATE FUNCTION error(message text) RETURNS text
LANGUAGE plpgsql STABLE STRICT
AS $$ BEGIN RAISE EXCEPTION '%', message; END $$;
COMMENT ON FUNCTION error IS 'Ends the query with this message, as in DuckDB';

-- A variable of which nothing is known and one that was set in an earlier transaction read alike in
-- PostgreSQL, as empty; so a value that may be empty is written after an equals sign. The function is
-- not STRICT, for PostgreSQL then writes its body into the query instead of calling it for each row.
CREATE FUNCTION getvariable(name text) RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT CASE
        WHEN current_setting('dateline.' || name, true) LIKE '=%' THEN substr(current_setting('dateline.' || name, true), 2)
        ELSE nullif(current_setting('dateline.' || name, true), '')
    END
$$;
COMMENT ON FUNCTION getvariable IS 'The value of a variable, as in DuckDB: set it by SET dateline.company = ''ByteDance'', or with an equals sign before a value that is empty or starts with one; NULL where it is not set';

-- Whole numbers of 38 digits, and how DuckDB divides them.
CREATE DOMAIN hugeint AS numeric(38, 0);
COMMENT ON DOMAIN hugeint IS 'Whole numbers of up to 38 digits, as in DuckDB';

CREATE OPERATOR // (LEFTARG = numeric, RIGHTARG = numeric, FUNCTION = div);
COMMENT ON OPERATOR // (numeric, numeric) IS 'Division without a remainder, as in DuckDB';
