"""What is different between two readings of a handbook, in words."""
