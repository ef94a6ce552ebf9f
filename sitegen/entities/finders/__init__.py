"""Finders: from a parsed text to people, places and figures."""
