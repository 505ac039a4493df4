"""A handbook from its first commit to a pull request, used with every command."""
