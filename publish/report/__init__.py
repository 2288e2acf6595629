"""Reports fit for publication, as Markdown and as HTML."""
