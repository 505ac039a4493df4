"""The handbook on paper: a procedure, an area or all of it, set as one paginated PDF."""
