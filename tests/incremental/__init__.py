"""Incremental checks reuse earlier results, but never wrong ones."""
