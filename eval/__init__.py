"""Benchmarks and their reports. Nobody imports this package."""
