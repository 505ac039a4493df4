"""Output formats of diagnostics and tables, for people, programs and forges."""
