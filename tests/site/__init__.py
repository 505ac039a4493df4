"""The site as readers get it: built by the real command, read by a parser and by a real browser."""
