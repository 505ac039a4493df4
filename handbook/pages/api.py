"""The page about the JSON API: its documents, their format and example queries."""

from typing import NamedTuple

from handbook.pages.edition import Edition
from handbook.pages.page import Page, SearchEntry, sections
from handbook.pages.tasks import tasks

_ADDRESS = "api/"
_EXAMPLE = "https://handbook.example.com/"


class Document(NamedTuple):
    """A document of the API: its name, its path within the API folder and its contents."""

    name: str
    path: str
    contents: str


_DOCUMENTS = (
    Document("Index", "index.json", "every register and procedure, with its file"),
    Document("Everything", "handbook.json", "the output of handbook export"),
    Document("Schema", "schema.json", "the JSON Schema of these documents"),
)


def api_page(edition: Edition) -> Page:
    """Return the page about the JSON API."""
    view = edition.view(_ADDRESS)
    handbook = edition.handbook
    title = "The handbook as data"
    description = (
        "Everything in the handbook as JSON, for programs: documents, format, examples, stability."
    )
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
        description=description,
        html=html,
        found=(SearchEntry("", title, description), *sections(html, title)),
        names=("API", "JSON"),
    )
