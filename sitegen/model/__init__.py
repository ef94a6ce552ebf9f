"""The site as its pages see it: articles, entities, claims, and the list of pages."""
