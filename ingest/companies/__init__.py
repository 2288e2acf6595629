"""Companies in the words of a text."""
