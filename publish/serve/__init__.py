"""A web server over a database: for reading, on this computer."""
