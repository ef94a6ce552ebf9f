"""The drivers: the one layer that knows every stage."""
