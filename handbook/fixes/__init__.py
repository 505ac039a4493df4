"""Faults that can be mended in one way only are mended, in texts that nobody has written yet."""
