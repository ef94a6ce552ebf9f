"""The types that the stages hand on, and the few pure helpers that all of them need. No I/O."""
