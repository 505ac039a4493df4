"""The tests, and under tests.support what they share."""
