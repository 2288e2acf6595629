"""Pictures of what a database knows, as SVG: our own marks for dates and amounts as known."""
