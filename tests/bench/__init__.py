"""How the handbook compares with others on the same procedures."""
