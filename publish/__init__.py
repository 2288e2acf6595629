"""What people look at: a page, plots, a report, and all of it over a local server."""
