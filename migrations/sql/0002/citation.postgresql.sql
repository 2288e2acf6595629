-- JSON and not JSONB, which would not keep the order of the keys.
CREATE FUNCTION citation(
    source_id text, published_by text, published_on text, char_start bigint, char_end bigint, speaker text, original text[]
) RETURNS json
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
    SELECT json_build_object(
        'id', source_id, 'publisher', published_by, 'published', published_on, 'start', char_start, 'end', char_end,
        'said_by', speaker, 'origins', original
    )
$$;
COMMENT ON FUNCTION citation IS 'A place where a source says something: id, publisher, published, start, end, said_by, origins';
