"""The forge that the repository stands on, as far as the handbook talks to it."""
