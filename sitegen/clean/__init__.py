"""From a raw document to the article alone: extract, mend, cut the residue."""
