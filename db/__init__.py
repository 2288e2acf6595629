"""The library behind Dateline: dates, amounts, records, the database and the answers it gives."""

__version__ = "0.1.0"
