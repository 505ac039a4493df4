"""The differences between two versions of a handbook, in words."""
