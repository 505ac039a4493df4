"""The page about the interface for programs: what there is, its shape, and how to ask it."""

from typing import NamedTuple

from handbook.pages.edition import Edition
from handbook.pages.page import Found, Page, sections
from handbook.pages.tasks import tasks

_ADDRESS = "api/"
_EXAMPLE = "https://handbook.example.com/"


class Document(NamedTuple):
    """A document of the interface: its name, where it stands below its folder, what it says."""

    name: str
    path: str
    told: str


_DOCUMENTS = (
    Document("What there is", "index.json", "every register and procedure, with its file"),
    Document("All of it", "handbook.json", "what handbook export prints"),
    Document("Their shape", "schema.json", "what these documents hold, as JSON Schema"),
)


def api_page(edition: Edition) -> Page:
    """Return the page about the interface for programs."""
    view = edition.view(_ADDRESS)
    handbook = edition.handbook
    title = "The handbook as data"
    told = "Everything in the handbook as JSON, for programs: documents, shape, examples, promise."
    kinds = [
        (register.kind.title, f"registers/{name}.json", len(register), f"schemas/{name}.json")
        for name, register in handbook.registers.items()
    ]
    html = view.render(
        "api",
        title=title,
        tasks=tasks(view, title, None),
        site=edition.url or _EXAMPLE,
        base=f"{edition.url or _EXAMPLE}api/v1/",
        folder="api/v1/",
        documents=_DOCUMENTS,
        kinds=kinds,
        example=next(iter(handbook.sops.values()), None),
    )
    return Page(
        address=_ADDRESS,
        source="handbook/pages/templates/api.html",
        title=title,
        description=told,
        html=html,
        found=(Found("", title, told), *sections(html, title)),
        names=("API", "JSON"),
    )
