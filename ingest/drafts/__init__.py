"""From articles to drafts of records."""
