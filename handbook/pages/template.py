"""The page of a document template: what it is for, the text itself, and the text to copy."""

from typing import Any

from markupsafe import Markup

from handbook.pages.edition import Edition, free_anchor, text_at
from handbook.pages.meaning import entry_chip
from handbook.pages.page import Found, Page
from handbook.pages.words import one_line
from handbook.records import Entry

_FOR = {"sop": "A procedure", "meeting": "A meeting", "document": "A document"}


def template_page(edition: Edition, entry: Entry) -> Page:
    """Return the page of one template."""
    address = edition.handbook.address(entry)
    view = edition.view(address)
    data: Any = entry.data
    prose = entry.prose("text")
    retired = entry.status == "retired"
    html = view.render(
        "template",
        trail=[Markup('<a href="{}">Templates</a>').format(view.site("templates/"))],
        title=entry.title,
        purpose=data["purpose"],
        aliases=entry.aliases,
        chip=entry_chip(entry.status),
        written=_FOR.get(data["for"], data["for"]),
        owner=view.to("roles", data.get("owner")),
        meeting=view.to("meetings", data.get("meeting")),
        edit=view.edit(entry.place()),
        ids={
            name: free_anchor(entry, name.replace("_", "-"))
            for name in ("preview", "source", "used_by")
        },
        text=text_at(entry, "text"),
        source=prose.markdown if prose else data["text"],
        used_by=view.used_by(entry),
    )
    words = prose.text if prose else str(data["text"])
    found = Found("", entry.title, " · ".join([data["purpose"], one_line(words, 2000)]))
    return Page(
        address=address,
        source=entry.document.path,
        title=entry.title,
        description=one_line(data["purpose"]),
        html=html,
        found=() if retired else (found,),
        names=entry.aliases,
        retired=retired,
    )
