"""The edge cases of every check: the last day that counts, the first minute that does not."""
