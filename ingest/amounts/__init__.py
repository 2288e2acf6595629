"""Amounts in the words of a text."""
