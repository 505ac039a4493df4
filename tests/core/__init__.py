"""Tests of the core: how text becomes a handbook, and how invalid text is reported."""
