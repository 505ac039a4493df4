"""Reports on the handbook as tables: contents, ownership, freshness, coverage and more."""
