"""Incremental checks: only what changed since the last check is examined again."""
