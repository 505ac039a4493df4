"""The short lists of index pages: templates, registers, checks."""

from collections.abc import Container, Iterable
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.collation import alphabetical
from handbook.pages.check import CheckText
from handbook.pages.edition import GUIDE, View


class Item(NamedTuple):
    """One line: a link, a sentence and something at the end."""

    link: Markup
    text: str
    side: Markup | str


_EMPTY = ("There are none yet.", "", "")
_USES = (
    ("meeting", "For meetings"),
    ("document", "For records"),
    ("message", "To copy and send"),
    ("sop", "For procedures"),
)


def templates(view: View) -> Markup:
    """Return the active document templates, by what they are used for."""
    groups = []
    for value, title in _USES:
        found = [
            Item(
                view.link(entry),
                str(entry.data["purpose"]),
                view.entry_link("meetings", entry.data.get("meeting")),
            )
            for entry in view.handbook.active_entries("templates")
            if entry.data["for"] == value
        ]
        if found:
            groups.append((f"for--{value}", title, found))
    how = view.link_to(f"{GUIDE}register/", "How to add one")
    empty = ("No templates are kept here yet.", "Everyone starts from a blank page.", how)
    retired = view.retired("templates")
    return view.render("groups", groups=groups, empty=empty, retired=retired)


def registers(view: View, apart: Container[str]) -> Markup:
    """Return all registers except those in `apart`, with entry counts; empty ones last."""
    filled, empty = [], []
    for register in view.handbook.registers.values():
        kind = register.kind
        if kind.name in apart:
            continue
        page = f"{kind.page}/" if kind.page else f"registers/{kind.name}/"
        link = view.link_to(page, kind.title)
        if len(register):
            filled.append(Item(link, kind.description, counted(len(register), kind.noun)))
        else:
            empty.append(Item(link, kind.description, ""))
    groups = []
    # A company starts with a few registers; unused ones must not hide them.
    for anchor, title, items in (("", "", filled), ("empty", "Empty registers", empty)):
        items.sort(key=lambda item: alphabetical(item.link.striptags()))
        if items:
            groups.append((anchor, title, items))
    return view.render("groups", groups=groups, empty=_EMPTY, retired="")


def listing(view: View, items: list[Item]) -> Markup:
    """Return items as one ungrouped list."""
    return view.render("groups", groups=[("", "", items)], empty=_EMPTY, retired="")


def checks(view: View, texts: Iterable[CheckText]) -> Markup:
    """Return every check by severity, with the number of findings today."""
    listed = list(texts)
    groups = []
    for severity, title in (("error", "Errors"), ("warning", "Warnings")):
        items = [
            Item(
                Markup('<a href="{}"><code>{}</code></a>').format(
                    view.site(f"checks/{text.code}/"), text.code
                ),
                text.rule,
                f"{text.found} today" if text.found else "",
            )
            for text in listed
            if text.severity == severity
        ]
        if items:
            groups.append((severity, title, items))
    return view.render("groups", groups=groups, empty=_EMPTY, retired="")
