"""People, places and figures in an article: found, joined under one name, looked up."""
