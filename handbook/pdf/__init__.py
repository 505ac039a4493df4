"""PDF output: a procedure, an area or the whole handbook as one paginated document."""
