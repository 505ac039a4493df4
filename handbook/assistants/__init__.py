"""The handbook as assistants read it: every page as Markdown, and what there is in one file.

Beside each `index.html` stands an `index.md` that says the same words; `llms.txt` (llmstxt.org)
lists what there is, `llms-full.txt` holds all that people work by.
"""
