"""The running text becomes a tree of numbered clauses."""
