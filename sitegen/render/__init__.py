"""From a planned page to its text."""
