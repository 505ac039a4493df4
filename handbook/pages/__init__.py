"""Records and report tables become HTML, by templates that escape whatever they are given."""
