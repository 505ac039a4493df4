"""All that is written for editors, by path, and what lies there although nothing needs it."""

import re
from collections.abc import Iterable, Mapping

from handbook.book import Handbook
from handbook.editors import settings, snippets
from handbook.editors.offers import names, offers
from handbook.editors.schemas import editor_schema
from handbook.editors.text import dumps
from handbook.schema import read_kinds

FOLDER = ".vscode/schemas"
_SCHEMAS = "data/schemas"
_OFFERED = re.compile(r'"names/([^"/]+)\.json"')


def files(handbook: Handbook) -> dict[str, str]:
    """Return every file that editors read, by path; what people wrote in one of them is kept."""
    kinds, _ = read_kinds(handbook.root / _SCHEMAS, _SCHEMAS)
    offered = offers(handbook, kinds)
    edited = {name: kind for name, kind in kinds.items() if kind.files.endswith(".yaml")}
    found = {
        f"{FOLDER}/{name}.json": dumps(editor_schema(kind, offered))
        for name, kind in edited.items()
    }
    for name in _cited(found.values()):
        found[f"{FOLDER}/names/{name}.json"] = names(kinds[name], offered.entries[name])
    found[snippets.PATH] = dumps(snippets.snippets(handbook, offered))
    by_schema = {f"./{FOLDER}/{name}.json": kind.files for name, kind in edited.items()}
    now = written(handbook, settings.PATH)
    # What cannot be read as text is somebody's all the same.
    if now is not None or not (handbook.root / settings.PATH).exists():
        found[settings.PATH] = settings.settings(by_schema, now)
    return found


def leftover(handbook: Handbook, wanted: Mapping[str, str]) -> list[str]:
    """Return the schemas that were written for a kind or for names that are there no more."""
    folder = handbook.root / FOLDER
    # Through a link one would see, and remove, what is not the handbook's.
    if folder.is_symlink() or folder.parent.is_symlink():
        return []
    there = [file for file in folder.rglob("*.json") if file.is_file()]
    return sorted({file.relative_to(handbook.root).as_posix() for file in there} - wanted.keys())


def written(handbook: Handbook, path: str) -> str | None:
    """Return the text of a file as it is now; None if it is not there or is no text."""
    try:
        return (handbook.root / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _cited(texts: Iterable[str]) -> list[str]:
    """Return the kinds whose names some schema offers."""
    return sorted({name for text in texts for name in _OFFERED.findall(text)})
