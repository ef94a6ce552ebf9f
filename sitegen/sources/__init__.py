"""Finding and reading raw sources: `discover`, then `read`."""
