"""The rules of the handbook: each check examines all of it and yields what is wrong, and where."""
