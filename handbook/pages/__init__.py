"""HTML pages from records and report tables; the templates escape everything they are given."""
