CREATE MACRO citation(source_id, published_by, published_on, char_start, char_end, speaker, original) AS struct_pack(
    id := source_id, publisher := published_by, published := published_on, start := char_start, "end" := char_end,
    said_by := speaker, origins := original
);
COMMENT ON MACRO citation IS 'A place where a source says something: id, publisher, published, start, end, said_by, origins';
