"""Nothing written in a handbook is executed during the build, or changes what is published."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser
import pyromark
import pytest

from handbook.load import load
from handbook.pages.issue import FORMS
from handbook.pdf.document import pieces_of
from handbook.pdf.pieces import walk
from handbook.pdf.pieces import words as words_of
from handbook.pdf.printable import of_procedure, whole
from handbook.schema import Kind
from tests.site.attack.payloads import COMMAND, EVALUATED, FILE, TITLES
from tests.site.building import ISSUES
from tests.site.published import ORIGIN, Published, plain
from tests.support.meetings import read
from tests.support.pdfs import edition, printed, without_breaks

# --- The attack covers every text. -----------------------------------------------------------


def _free_texts(
    schema: Mapping[str, Any], route: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Yield the routes of all properties of a kind that accept any text."""
    if schema.get("type") == "object":
        for name, inner in schema.get("properties", {}).items():
            yield from _free_texts(inner, (*route, name))
    elif schema.get("type") == "array":
        yield from _free_texts(schema["items"], route)
    elif "string" in str(schema.get("type")) and not {"enum", "format", "pattern", "refersTo"} & {
        *schema
    }:
        yield route


def _values(data: Any, route: tuple[str, ...]) -> Iterator[str]:
    if isinstance(data, list):
        for item in data:
            yield from _values(item, route)
    elif not route:
        yield str(data)
    elif isinstance(data, Mapping) and route[0] in data:
        yield from _values(data[route[0]], route[1:])


def test_every_free_text_of_every_schema_is_an_attack(attacked: Published) -> None:
    handbook = load(attacked.root).handbook
    kinds: list[tuple[Kind, list[Any]]] = [
        (register.kind, [entry.data for entry in register])
        for register in handbook.registers.values()
    ]

    harmless = [
        f"{kind.name}: {'.'.join(route)}"
        for kind, entries in kinds
        for route in _free_texts(kind.entry_schema)
        if not any("pwned" in text.lower() for data in entries for text in _values(data, route))
    ]

    assert harmless == []
    assert "pwned" in handbook.settings["title"]


def test_every_text_of_a_markdown_document_is_an_attack(attacked: Published) -> None:
    handbook = load(attacked.root).handbook
    excluded = {("title",), ("aliases",), ("version",)}

    harmless = [
        f"{name}: {'.'.join(route)}"
        for name in ("sops", "meetings", "checklists", "templates")
        for route in _free_texts(handbook.kinds[name].entry_schema)
        if route not in excluded
        for data in [found.data for found in handbook.entries(name) if found.id == "text-0"]
        if not any("pwned" in text.lower() for text in _values(data, route))
    ]

    assert harmless == []


# --- The build. ------------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["attacked", "unchecked"])
def test_the_build_executes_and_evaluates_nothing(
    site: str, request: pytest.FixtureRequest
) -> None:
    published: Published = request.getfixturevalue(site)
    files = [file for file in published.folder.rglob("*") if file.suffix in _READABLE]

    evaluated = [file.name for file in files if EVALUATED in file.read_text(encoding="utf-8")]

    assert not (published.root / FILE).exists()
    assert len(files) > 50
    assert evaluated == []


_READABLE = {".html", ".json", ".xml", ".js", ".css", ".txt", ".md"}


def test_the_api_returns_titles_unchanged(attacked: Published) -> None:
    text = (attacked.folder / "api/v1/handbook.json").read_text(encoding="utf-8")

    found = json.dumps(json.loads(text), ensure_ascii=False)

    for title in TITLES:
        assert json.dumps(title, ensure_ascii=False)[1:-1] in found


def test_no_text_adds_a_line_to_a_calendar(attacked: Published) -> None:
    handbook = load(attacked.root).handbook
    files = sorted(attacked.folder.rglob("*.ics"))
    ours = re.compile(rf"(?:{'|'.join(_CALENDAR_LINES)})[:;]")

    lines = [
        line
        for file in files
        for line in file.read_bytes().decode().replace("\r\n ", "").split("\r\n")
    ]
    whole = read((attacked.folder / "meetings/all.ics").read_bytes().decode())

    assert len(files) > len(TITLES)
    assert [line for line in lines if line and not ours.match(line)] == []
    assert not any("\n" in line or "\r" in line for line in lines)
    titles = {plain(handbook.meetings[event.uid.partition("@")[0]].title) for event in whole.events}
    assert {event.summary for event in whole.events} == titles
    assert len(titles) >= 3


_CALENDAR_LINES = (
    *("BEGIN", "END", "VERSION", "PRODID", "NAME", "X-WR-CALNAME", "LAST-MODIFIED", "URL"),
    *("REFRESH-INTERVAL", "SOURCE", "X-PUBLISHED-TTL", "X-WR-TIMEZONE", "TZID", "TZNAME"),
    *("TZOFFSETFROM", "TZOFFSETTO", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "RRULE"),
    *("EXDATE", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP"),
)


def test_every_page_shows_titles_as_written(attacked: Published) -> None:
    handbook = load(attacked.root).handbook
    entries = [
        entry
        for name, register in handbook.registers.items()
        if name not in {"reviews", "usage", "values"}
        for entry in register
    ]

    changed = [
        (entry.kind, entry.id)
        for entry in entries
        for page in [attacked.pages[handbook.address(entry).partition("#")[0]]]
        if plain(entry.title) not in page.words
    ]

    assert changed == []


def test_the_attacked_site_has_no_broken_links(attacked: Published) -> None:
    broken = [
        f"{page.address}: {link.target}: {fault}"
        for page in attacked.pages.values()
        for link in page.links
        if (target := page.absolute(link.target)).startswith(ORIGIN)
        if (fault := attacked.fault(target))
    ]

    assert broken == []


def test_a_title_prefills_only_its_own_form_field(attacked: Published) -> None:
    forms = [
        parse_qs(urlsplit(link.target).query, strict_parsing=True)
        for page in attacked.pages.values()
        for link in page.links
        if link.target.startswith(ISSUES)
    ]

    titles = {plain(form["title"][0]) for form in forms}

    for form in forms:
        name = form.get("template", [""])[0].removesuffix(".yml")
        known = {"title", "template", *FORMS[name]} if name else {"title", "body"}
        assert form.keys() <= known
        assert all(len(values) == 1 for values in form.values())
    for title in TITLES:
        assert any(f"Error in: {plain(title)[:60]}" in found for found in titles)


def test_feeds_and_the_api_contain_attacks_as_text(attacked: Published) -> None:
    folder = attacked.folder
    read = feedparser.parse((folder / "changes/atom.xml").read_bytes(), sanitize_html=False)
    feed = json.loads((folder / "changes/feed.json").read_text(encoding="utf-8"))
    index = json.loads((folder / "api/v1/index.json").read_text(encoding="utf-8"))
    words = attacked.pages["changes/"].words

    assert not read.bozo
    assert "pwned" in json.dumps(feed["items"])
    assert "pwned" in words
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in read.entries]
    handbook = load(attacked.root).handbook
    assert {sop.title for sop in handbook.sops.values()} == {
        one["title"] for one in index["procedures"].values()
    }


@pytest.mark.parametrize("site", ["attacked", "unchecked"])
def test_markdown_contains_no_html_or_executable_links(
    site: str, request: pytest.FixtureRequest
) -> None:
    published: Published = request.getfixturevalue(site)
    files = [*published.folder.rglob("index.md"), *published.folder.glob("llms*.txt")]
    odd = []
    for file in files:
        shown = pyromark.html(
            file.read_text(encoding="utf-8"), options=pyromark.Options.ENABLE_TABLES
        )
        tags = {*re.findall(r"<([a-zA-Z]+)", shown)} - _MARKDOWN_TAGS
        links = re.findall(r'<[^>]*?(?:href|src)="([^"]*)"', shown)
        runs = [link for link in links if re.match(_EXECUTABLE, link, re.IGNORECASE)]
        if tags or runs or re.search(r"<[^>]*\son\w+=", shown):
            odd.append((file.relative_to(published.folder).as_posix(), tags, runs))

    assert len(files) > 50
    assert odd == []


_EXECUTABLE = r"(?!https?:|mailto:)[a-z]+:|//"
# The tags that Markdown without HTML is rendered to.
_MARKDOWN_TAGS = {
    *("a", "blockquote", "br", "code", "em", "h", "hr", "li", "ol", "p", "pre", "strong"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}


def test_pdfs_contain_attacks_as_text_and_no_executable_links(attacked: Published) -> None:
    shown = edition(attacked.root)
    parts = [one for part in pieces_of(whole(shown).data["chapters"]) for one in walk(part)]
    text = words_of(parts)
    addresses = [one["url"] for one in parts if isinstance(one, dict) and "url" in one]

    assert all(title in text for title in TITLES)
    assert EVALUATED not in text
    assert addresses
    assert all(address.startswith(("https://", "http://", "mailto:")) for address in addresses)

    # The whole handbook would have about 1,400 pages.
    sop = next(iter(shown.handbook.sops.values()))
    sheets, made = printed(of_procedure(shown, sop))

    assert made.accessible
    assert without_breaks(sop.title) in sheets.words
    assert not {"/OpenAction", "/AA"} & set(sheets.root)
    assert "/JavaScript" not in sheets.root.get("/Names", {})
    assert not (attacked.root / FILE).exists()


def test_no_command_ran_on_the_build_machine(attacked: Published) -> None:
    assert COMMAND in (attacked.root / "data/roles.yaml").read_text(encoding="utf-8")
    assert not (attacked.root / FILE).exists()
