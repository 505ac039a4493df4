"""The handbook as assistants read it."""
