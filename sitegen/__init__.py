"""Turn a pile of scraped news articles into a public, searchable archive of static pages."""

__version__ = "0.1.0"
