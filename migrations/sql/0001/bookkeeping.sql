COMMENT ON TABLE alembic_version IS 'Revision of the schema that this file has';
COMMENT ON COLUMN alembic_version.version_num IS 'Number of the revision in migrations/versions';
