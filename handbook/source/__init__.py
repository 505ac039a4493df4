"""YAML and Markdown text parsed into plain data, with the place of every value."""
