"""The search index, made by Pagefind from the staged pages."""
