"""The handbook for AI assistants: every page as Markdown, and an index of them.

Next to each `index.html` is an `index.md` with the same text; `llms.txt` (llmstxt.org) lists the
pages, and `llms-full.txt` contains all the pages that people work from.
"""
