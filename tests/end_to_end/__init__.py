"""One handbook from its first commit to a pull request, gone through by every command."""
