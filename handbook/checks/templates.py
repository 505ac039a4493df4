"""Every placeholder of a template is described, and every description is used."""

import re
from collections.abc import Iterator
from datetime import date

from handbook.book import Handbook
from handbook.checks.finding import Finding, subject
from handbook.diagnostics import Place
from handbook.names import fix_of, fold, suggestion
from handbook.placeholders import Found, declared, placeholder_for, placeholders_in, text_of
from handbook.records import Entry
from handbook.source.text import Lines


def templates(handbook: Handbook) -> list[Entry]:
    """Return the templates in use."""
    return handbook.active_entries("templates")


def undeclared_placeholder(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A template has a placeholder that its front matter does not describe."""
    for entry in templates(handbook):
        known = declared(entry)
        names = [placeholder.name for placeholder in known.values()]
        reported = set()
        for found in placeholders_in(text_of(entry)):
            # Reported once, at the first use: one line in the front matter fixes them all.
            if placeholder_for(found.name, known) or fold(found.name) in reported:
                continue
            if fold(f"[{found.name}]") in known:
                # That is reported at its description.
                continue
            reported.add(fold(found.name))
            cure = suggestion(found.name, names) or "; add it under 'placeholders'"
            message = f"{subject(handbook, entry)} does not describe '[{found.name}]'{cure}"
            yield _place(entry, found), message, fix_of(found.name, names)


def unused_placeholder(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A template describes a placeholder that its text does not have."""
    for entry in templates(handbook):
        known = declared(entry)
        text = text_of(entry)
        names = {fold(one.name) for one in placeholders_in(text)}
        found = (placeholder_for(one.name, known) for one in placeholders_in(text))
        used = {placeholder.name for placeholder in found if placeholder}
        for placeholder in known.values():
            bare = placeholder.name.strip("[] ")
            if placeholder.name not in used and fold(bare) in names:
                message = (
                    f"{subject(handbook, entry)} describes {placeholder.name!r}; "
                    f"write the name without brackets: {bare!r}"
                )
                yield entry.key("placeholders", placeholder.name), message
            elif placeholder.name not in used and (near := _near_match(text, placeholder.name)):
                message = (
                    f"{subject(handbook, entry)} has {text[near.start : near.end]!r}, which is not "
                    f"a placeholder; write '[{placeholder.name}]', or remove its description"
                )
                yield _place(entry, near), message
            elif placeholder.name not in used:
                message = (
                    f"{subject(handbook, entry)} describes '[{placeholder.name}]', "
                    "which is not in its text; remove it, or add it to the text"
                )
                yield entry.key("placeholders", placeholder.name), message


def _near_match(text: str, name: str) -> Found | None:
    """Return where a name is in other brackets, in code, in a link or in half a bracket."""
    plain = re.escape(name)
    word = rf"[ \t]*{plain}[ \t]*"
    forms = (
        rf"\{{+{word}\}}+",
        rf"<{word}>",
        rf"`\[{word}\]`",
        rf"\[{word}\]\([^()\n]*\)",
        rf"\[[ \t]*{plain}(?![^\[\]\n]*\])",
        rf"(?<![^\s(]){word}\]",
    )
    found = re.search("|".join(forms), text, re.IGNORECASE)
    return Found(name, *found.span()) if found else None


def _place(entry: Entry, found: Found) -> Place:
    """Return the place of a placeholder; in front matter, the place of its property."""
    prose = entry.prose("text")
    if prose is None:
        return entry.place("text")
    path, line, column, _ = entry.place("text")
    inside = Lines(path, prose.markdown).place(found.start, found.end)
    first = column - 1 if inside.line == 1 else 0
    return Place(path, line + inside.line - 1, inside.column + first, inside.length)
