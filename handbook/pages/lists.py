"""The short lists of index pages: templates, registers, checks."""

from collections.abc import Container, Iterable
from typing import NamedTuple

from markupsafe import Markup

from handbook.amounts import counted
from handbook.collation import alphabetical
from handbook.pages.check import CheckText
from handbook.pages.edition import GUIDE, View


class Item(NamedTuple):
    """One line: a link, a sentence, something at its end."""

    link: Markup
    text: str
    side: Markup | str


_NOTHING = ("There are none yet.", "", "")
_FOR = (
    ("meeting", "For meetings"),
    ("document", "For records"),
    ("message", "To copy and send"),
    ("sop", "For procedures"),
)


def templates(view: View) -> Markup:
    """Return the document templates in use, by what is written from them."""
    groups = []
    for value, title in _FOR:
        found = [
            Item(
                view.link(entry),
                str(entry.data["purpose"]),
                view.to("meetings", entry.data.get("meeting")),
            )
            for entry in view.handbook.in_use("templates")
            if entry.data["for"] == value
        ]
        if found:
            groups.append((f"for--{value}", title, found))
    how = view.link_to(f"{GUIDE}register/", "How to add one")
    empty = ("No templates are kept here yet.", "Everyone starts from a blank page.", how)
    retired = view.retired("templates")
    return view.render("groups", groups=groups, empty=empty, retired=retired)


def registers(view: View, apart: Container[str]) -> Markup:
    """Return every register that is not shown apart, with how much stands in it; the empty last."""
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
    # A company begins with a few of them; what might be kept as well must not hide these.
    for anchor, title, items in (("", "", filled), ("empty", "Empty registers", empty)):
        items.sort(key=lambda item: alphabetical(item.link.striptags()))
        if items:
            groups.append((anchor, title, items))
    return view.render("groups", groups=groups, empty=_NOTHING, retired="")


def listing(view: View, items: list[Item]) -> Markup:
    """Return lines that are not divided further."""
    return view.render("groups", groups=[("", "", items)], empty=_NOTHING, retired="")


def checks(view: View, texts: Iterable[CheckText]) -> Markup:
    """Return every check by how grave what it finds is, with how much it finds today."""
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
    return view.render("groups", groups=groups, empty=_NOTHING, retired="")
