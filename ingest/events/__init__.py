"""Sentences that tell of events."""
