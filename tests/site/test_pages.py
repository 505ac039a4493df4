"""Rules for every page that can be checked without a browser."""

import json
import re
from urllib.parse import unquote, urlsplit

from handbook.load import load
from tests.site.building import EDIT
from tests.site.kinds import without_kind
from tests.site.published import ORIGIN, Page, Published

# Only readers follow the addresses in these tags; the browser fetches all others by itself.
_LINK_TAGS = {"a", "area"}
_SCHEMES = ("https", "http", "mailto")
# Served for missing pages at any depth; nothing links to it.
_ERROR_PAGE = "404.html"


def test_no_link_or_anchor_is_broken(site: Published) -> None:
    broken = [
        f"{page.address}: {link.target}: {fault}"
        for page in site.pages.values()
        for link in page.links
        if (target := page.absolute(link.target)).startswith(ORIGIN)
        if (fault := site.fault(target))
    ]

    assert broken == []


def test_every_page_is_reachable_from_home(site: Published) -> None:
    reached: set[str] = set()
    queue = [""]
    while queue:
        address = queue.pop()
        if address in reached or address not in site.pages:
            continue
        reached.add(address)
        queue += _linked(site.pages[address])

    assert sorted(set(site.pages) - reached) == [_ERROR_PAGE]


def _linked(page: Page) -> list[str]:
    targets = [page.absolute(link.target) for link in page.links if link.tag in _LINK_TAGS]
    return [
        unquote(urlsplit(target).path).lstrip("/")
        for target in targets
        if target.startswith(ORIGIN)
    ]


def test_every_entry_has_an_address_on_the_site(site: Published) -> None:
    handbook = load(site.root).handbook
    entries = [
        entry
        for name, register in handbook.registers.items()
        if name not in {"reviews", "usage", "values"}
        for entry in register
    ]

    missing = [entry for entry in entries if site.fault(ORIGIN + handbook.address(entry))]

    assert entries
    assert missing == []


def test_every_page_has_one_level_one_heading(site: Published) -> None:
    headings = {
        address: [text.strip() for level, text in page.headings if level == 1]
        for address, page in site.pages.items()
    }

    assert {address: found for address, found in headings.items() if len(found) != 1} == {}
    assert [address for address, found in headings.items() if not found[0]] == []


def test_no_heading_skips_a_level(site: Published) -> None:
    skipped = {
        address: text
        for address, page in site.pages.items()
        for (above, _), (level, text) in zip(page.headings, page.headings[1:], strict=False)
        if level > above + 1
    }

    assert skipped == {}


def test_every_page_has_a_title_a_description_and_a_language(site: Published) -> None:
    incomplete = {
        address: (page.title, page.description, page.language)
        for address, page in site.pages.items()
        if not (page.title.strip() and page.description.strip() and page.language == "en")
    }

    assert incomplete == {}


def test_no_anchor_is_repeated_on_a_page(site: Published) -> None:
    repeated = {
        address: sorted({name for name in page.anchors if page.anchors.count(name) > 1})
        for address, page in site.pages.items()
        if len(set(page.anchors)) < len(page.anchors)
    }

    assert repeated == {}


def test_no_page_loads_anything_from_another_origin(site: Published) -> None:
    loaded = [
        f"{page.address}: {link.tag} {link.attribute}={link.target}"
        for page in site.pages.values()
        for link in page.links
        if link.tag not in _LINK_TAGS and not page.absolute(link.target).startswith(ORIGIN)
    ]
    styles = {
        file.relative_to(site.folder).as_posix(): found
        for file in site.folder.rglob("*.css")
        if (
            found := re.findall(
                r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']*", file.read_text()
            )
        )
    }

    assert loaded == []
    assert styles == {}


def test_links_use_only_allowed_schemes(site: Published) -> None:
    disallowed = [
        f"{page.address}: {link.target}"
        for page in site.pages.values()
        for link in page.links
        if urlsplit(page.absolute(link.target)).scheme not in _SCHEMES
    ]

    assert disallowed == []


def test_no_element_has_an_inline_event_handler(site: Published) -> None:
    assert [page.address for page in site.pages.values() if page.events] == []


def test_no_page_contains_unrendered_macros(site: Published) -> None:
    unrendered = [
        page.address
        for page in site.pages.values()
        # The page that explains how macros are called shows some.
        if page.address != "checks/broken-macro/"
        and re.search(r"\{\{|\{%|[\ue000-\uf8ff]|Macro \w* ?Error", page.words)
    ]

    assert unrendered == []


def test_every_page_is_of_a_known_kind(site: Published) -> None:
    assert list(without_kind(site)) == []


def test_an_edit_link_points_to_the_source_file_of_its_page(site: Published) -> None:
    named = {
        address: [
            unquote(link.target.removeprefix(EDIT)) for link in page.links if link.rel == "edit"
        ]
        for address, page in site.pages.items()
    }
    wrong = {
        address: paths
        for address, paths in named.items()
        if len(paths) > 1 or not all((site.root / path).is_file() for path in paths)
    }
    handbook = load(site.root).handbook

    assert wrong == {}
    for kind in ("sops", "roles", "meetings", "templates", "areas"):
        for entry in handbook.entries(kind):
            assert named[handbook.address(entry)] == [entry.document.path]


def test_the_api_contains_the_whole_handbook(site: Published) -> None:
    data = json.loads((site.folder / "api/v1/handbook.json").read_text(encoding="utf-8"))
    handbook = load(site.root).handbook

    ids = {name: sorted(register.entries) for name, register in handbook.registers.items()}
    assert ids
    text = json.dumps(data)
    assert [name for found in ids.values() for name in found if f'"{name}"' not in text] == []
