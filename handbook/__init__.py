"""An operations handbook as Python objects: read from text, checked, linked, judged."""
