"""What changed in a handbook, as git remembers it."""
