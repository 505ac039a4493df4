"""The rules of the handbook: each check looks at all of it and says what is wrong, and where."""
