"""Feeds of changes, as other programs read them."""
