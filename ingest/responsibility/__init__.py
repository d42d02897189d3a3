"""Departments of clauses: find annotations, read names and roles out of them, apply document-wide rules."""
