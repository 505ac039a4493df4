"""Which files VS Code reads by which schema: one part of its settings, the rest are the team's."""

import json
import re
from collections.abc import Mapping

PATH = ".vscode/settings.json"
_KEY = "yaml.schemas"
_WRITTEN = re.compile(rf'"{re.escape(_KEY)}"\s*:\s*\{{[^{{}}]*\}}')


def settings(schemas: Mapping[str, str], written: str | None) -> str:
    """Return the settings with the schema of each pattern of files; all else stays as it is.

    Settings may hold comments, so that they are changed as text and not read as JSON.
    """
    block = f"{json.dumps(_KEY)}: {json.dumps(schemas, indent=2)}".replace("\n", "\n  ")
    if written and _WRITTEN.search(written):
        return _WRITTEN.sub(lambda _: block, written, count=1)
    start, _, rest = (written or "").partition("{")
    if rest.strip() in {"", "}"}:
        return f"{{\n  {block}\n}}\n"
    return f"{start}{{\n  {block},{rest}"
