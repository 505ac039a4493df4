"""Automatic fixes for faults with exactly one solution, applied to texts in memory."""
