"""All files generated for editors, by path, and leftover ones that are no longer needed."""

import re
from collections.abc import Iterable, Mapping

from handbook.book import Handbook
from handbook.editors import settings, snippets
from handbook.editors.completions import completions, names
from handbook.editors.schemas import editor_schema
from handbook.editors.text import dumps
from handbook.schema import read_kinds

FOLDER = ".vscode/schemas"
_SCHEMAS = "data/schemas"
_OFFERED = re.compile(r'"names/([^"/]+)\.json"')


def files(handbook: Handbook) -> dict[str, str]:
    """Return every file that editors read, by path, keeping people's own settings."""
    kinds, _ = read_kinds(handbook.root / _SCHEMAS, _SCHEMAS)
    offered = completions(handbook, kinds)
    edited = {name: kind for name, kind in kinds.items() if kind.files.endswith(".yaml")}
    found = {
        f"{FOLDER}/{name}.json": dumps(editor_schema(kind, offered))
        for name, kind in edited.items()
    }
    for name in _cited(found.values()):
        found[f"{FOLDER}/names/{name}.json"] = names(kinds[name], offered.entries[name])
    found[snippets.PATH] = dumps(snippets.snippets(handbook, offered))
    by_schema = {f"./{FOLDER}/{name}.json": kind.files for name, kind in edited.items()}
    current = written(handbook, settings.PATH)
    # An unreadable settings file still belongs to someone, so it is not replaced.
    if current is not None or not (handbook.root / settings.PATH).exists():
        found[settings.PATH] = settings.settings(by_schema, current)
    return found


def leftover(handbook: Handbook, wanted: Mapping[str, str]) -> list[str]:
    """Return the generated schemas whose kind or names no longer exist."""
    folder = handbook.root / FOLDER
    # A link could lead to files that are not the handbook's, which must not be deleted.
    if folder.is_symlink() or folder.parent.is_symlink():
        return []
    existing = [file for file in folder.rglob("*.json") if file.is_file()]
    return sorted({file.relative_to(handbook.root).as_posix() for file in existing} - wanted.keys())


def written(handbook: Handbook, path: str) -> str | None:
    """Return the current text of a file, or None if it is missing or not a text file."""
    try:
        return (handbook.root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _cited(texts: Iterable[str]) -> list[str]:
    """Return the kinds whose names any schema offers."""
    return sorted({name for text in texts for name in _OFFERED.findall(text)})
