"""YAML and Markdown text read into plain data, with the place of every part."""
