"""Find the clauses for a text: lexical and dense indexes, fusion, snapshots."""
