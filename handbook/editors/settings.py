"""Which files VS Code reads by which schema: one part of its settings, the rest are the team's."""

import json
import re
from collections.abc import Mapping

PATH = ".vscode/settings.json"
_KEY = "yaml.schemas"
_STRING = r'"(?:\\.|[^"\\])*"'
_WRITTEN = re.compile(rf'"{re.escape(_KEY)}"\s*:\s*\{{(?:{_STRING}|[^{{}}"])*\}}')
_COMMENT = re.compile(rf"{_STRING}|(//[^\n]*|/\*.*?\*/)", re.DOTALL)


def settings(schemas: Mapping[str, str], written: str | None) -> str:
    """Return the settings with the schema of each pattern of files; all else stays as it is.

    Settings may hold comments, so that they are changed as text and not read as JSON.
    """
    block = f"{json.dumps(_KEY)}: {json.dumps(schemas, indent=2)}".replace("\n", "\n  ")
    now = written or ""
    # As long as the text, so that what is found in it stands there in the text.
    bare = _COMMENT.sub(lambda found: " " * len(found[0]) if found[1] else found[0], now)
    there = _WRITTEN.search(bare)
    if there:
        return now[: there.start()] + block + now[there.end() :]
    start = bare.find("{") + 1
    if not start:
        return f"{now}{{\n  {block}\n}}\n"
    comma = "" if bare[start:].strip() in {"", "}"} else ","
    end = "\n" if bare[start:].lstrip(" ").startswith("}") else ""
    return f"{now[:start]}\n  {block}{comma}{end}{now[start:]}"
