"""Fictional documents and firms to try Wence on: sources, the script that builds the files, the files."""
