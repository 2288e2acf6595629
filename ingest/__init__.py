"""From an article to a draft record: what a text holds, found by rules, for a person to judge."""
