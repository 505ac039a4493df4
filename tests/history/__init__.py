"""The history of a handbook, from git."""
