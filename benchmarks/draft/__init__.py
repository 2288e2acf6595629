"""How well `ingest` reads text, by field, on passages annotated by hand."""
