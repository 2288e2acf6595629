"""The timeline as one page: data.py reads what it shows, html.py writes the file."""
