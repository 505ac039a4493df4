"""Rules for web crawlers: the pages they may show, and the files to leave alone."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from mkdocs.structure.files import Files

from handbook.reach import Reach, reach
from macros.site import Site

# The same content in other formats, which cannot carry a robots tag themselves.
_FORMS = ("api/", "schemas/", "search/", "llms", "*.md$", "*.json$", "*.ics$", "*/atom.xml$")


class Invited(NamedTuple):
    """A page in the sitemap: its full address, and the day of its last change if known."""

    url: str
    day: str


def invited(site: Site, files: Files) -> Iterator[Invited]:
    """Yield the pages that web search may show; none if the site has no known address."""
    edition = site.edition
    if not edition.url:
        return
    for file in files.documentation_pages():
        address = "" if file.url == "./" else unquote(file.url)
        entry = edition.subjects.get(address)
        if reach(site.handbook, entry) is Reach.INVITED:
            events = edition.history.of(entry.kind, entry.id) if entry else ()
            day = next((event.day.isoformat() for event in events if event.commit), "")
            yield Invited(f"{edition.url}{'' if file.url == './' else file.url}", day)


def robots(site: Site, *, mapped: bool) -> str:
    """Return robots.txt as defined by RFC 9309; `mapped` if there is a sitemap."""
    url = site.edition.url
    root = urlsplit(url).path or "/"
    lines = ["User-agent: *"]
    if site.handbook.settings.get("webSearch") != "everything":
        lines += [f"Disallow: {root}{form}" for form in _FORMS]
    else:
        lines.append("Disallow:")
    if mapped:
        lines += ["", f"Sitemap: {url}sitemap.xml"]
    return "\n".join(lines) + "\n"
