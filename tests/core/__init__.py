"""The tests of the core: how text becomes a handbook, and what is said of text that does not."""
