"""A file in its one canonical form: the same meaning, the same comments, the same everywhere."""
