-- DuckDB trims every space of Unicode, and lowers letter by letter: İ becomes i without the dot that
-- ICU would put behind it, and Σ becomes σ at the end of a word, too.
CREATE FUNCTION fold_name(raw_name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
    SELECT lower(
        translate(
            normalize(btrim(raw_name, U&'\0020\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\202F\205F\3000'), NFC),
            U&'\0130\03A3',
            U&'i\03C3'
        ) COLLATE "und-x-icu"
    ) COLLATE "C"
$$;
COMMENT ON FUNCTION fold_name IS 'A name as it is compared: composed Unicode, lower case, no outer spaces';
