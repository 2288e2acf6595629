"""An article as text: read, with the fields of its source, and what in it is noise."""
