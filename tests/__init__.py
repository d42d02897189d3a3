"""Tests: unit tests mirror the folders; golden, property and e2e stand apart."""
