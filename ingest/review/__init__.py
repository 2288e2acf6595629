"""A draft gone through, until it is a record."""
