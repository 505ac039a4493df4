"""The part of the VS Code settings that maps files to schemas; the rest is the team's."""

import json
import re
from collections.abc import Mapping

PATH = ".vscode/settings.json"
_KEY = "yaml.schemas"
_STRING = r'"(?:\\.|[^"\\])*"'
_EXISTING = re.compile(rf'"{re.escape(_KEY)}"\s*:\s*\{{(?:{_STRING}|[^{{}}"])*\}}')
_COMMENT = re.compile(rf"{_STRING}|(//[^\n]*|/\*.*?\*/)", re.DOTALL)


def settings(schemas: Mapping[str, str], written: str | None) -> str:
    """Return the settings with the schema of each file pattern, leaving the rest unchanged.

    Settings may contain comments, so they are edited as text, not parsed as JSON.
    """
    block = f"{json.dumps(_KEY)}: {json.dumps(schemas, indent=2)}".replace("\n", "\n  ")
    text = written or ""
    # Comments are blanked out, not removed, so that offsets match the text.
    bare = _COMMENT.sub(lambda found: " " * len(found[0]) if found[1] else found[0], text)
    existing = _EXISTING.search(bare)
    if existing:
        return text[: existing.start()] + block + text[existing.end() :]
    start = bare.find("{") + 1
    if not start:
        return f"{text}{{\n  {block}\n}}\n"
    comma = "" if bare[start:].strip() in {"", "}"} else ","
    end = "\n" if bare[start:].lstrip(" ").startswith("}") else ""
    return f"{text[:start]}\n  {block}{comma}{end}{text[start:]}"
