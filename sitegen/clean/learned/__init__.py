"""What a small trained model knows of lines: which belong to an article, and which is its headline."""
