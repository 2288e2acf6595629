"""Dates in the words of a text."""
