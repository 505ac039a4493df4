"""The handbook for AI assistants."""
