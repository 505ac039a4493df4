"""Benchmarks of the handbook against other programs on the same procedures."""
