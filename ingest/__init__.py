"""A file becomes a document, its clauses and their tags."""
