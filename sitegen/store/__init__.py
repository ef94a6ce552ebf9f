"""`content/`: the articles and authority files that people read and edit."""
