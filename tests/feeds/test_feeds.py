"""Feeds follow their standards, and report each change and whom it affects."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator

from handbook.feeds.atom import atom
from handbook.feeds.feed import Feed, feeds
from handbook.feeds.json_feed import json_feed
from handbook.history.events import History
from handbook.load import load
from tests.support.handbooks import procedure
from tests.support.history import Repository, repository

PATH = "sops/operations/ordering.md"
ROLES = "coo:\n  title: COO\n  area: operations\nclerk:\n  title: Clerk & <Co>\n"
BUILT = datetime(2026, 11, 21, tzinfo=UTC)
# The keys https://www.jsonfeed.org/version/1.1/ requires, and the ones it knows.
SHAPE = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "home_page_url": {"type": "string"},
        "feed_url": {"type": "string"},
        "language": {"const": "en"},
        "authors": {
            "type": "array",
            "items": {"type": "object", "required": ["name"], "additionalProperties": False,
                      "properties": {"name": {"type": "string"}}},
        },
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "pattern": "^urn:uuid:"},
                    "url": {"type": "string"},
                    "title": {"type": "string"},
                    "content_text": {"type": "string"},
                    "date_published": {"type": "string", "format": "date-time"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "_handbook": {"type": "object"},
                },
            },
        },
    },
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Repository:
    text = procedure(steps="### Count\n\n**Owner:** clerk\n\n1. Count < 5 & > 3\n")
    made = repository(tmp_path, {PATH: text, "data/roles.yaml": ROLES}, "2026-10-01")
    made.commit({PATH: text.replace("clerk", "coo")}, "2026-11-03T23:30:00Z")
    made.commit({"data/tools.yaml": "scale:\n  title: Scale <b>\n"}, "2026-11-04")
    made.commit({"data/tools.yaml": None}, "2026-11-05")
    return made


def _feeds(book: Repository, url: str = "") -> dict[str, Feed]:
    handbook = load(book.root).handbook
    return {one.page: one for one in feeds(handbook, book.history(), url, BUILT)}


def _parsed(text: str) -> Any:
    found = feedparser.parse(text.encode(), sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_there_are_feeds_for_everything_each_area_and_each_role(book: Repository) -> None:
    assert list(_feeds(book)) == ["changes/", "areas/operations/", "roles/coo/", "roles/clerk/"]


@pytest.mark.parametrize("url", ["", "https://example.com/hand/book/"])
def test_every_feed_can_be_read_by_another_program(url: str, book: Repository) -> None:
    for feed in _feeds(book, url).values():
        found = _parsed(atom(feed))

        assert found.feed.title == feed.title
        assert found.feed.author == "Example"
        assert [entry.title for entry in found.entries] == [item.title for item in feed.items]
        assert [entry.id for entry in found.entries] == [item.event.key for item in feed.items]
        assert all(entry.updated_parsed for entry in found.entries)


@pytest.mark.parametrize("url", ["", "https://example.com/hand/book/"])
def test_every_json_feed_matches_its_version(url: str, book: Repository) -> None:
    validator = Draft202012Validator(SHAPE)

    for feed in _feeds(book, url).values():
        assert [*validator.iter_errors(json.loads(json_feed(feed)))] == []


def test_a_change_is_described_in_words_with_whom_it_affects(book: Repository) -> None:
    feed = _feeds(book)["roles/clerk/"]

    entry = _parsed(atom(feed)).entries[0]
    item = json.loads(json_feed(feed))["items"][0]

    assert entry.title == item["title"] == "Ordering supplies: changed"
    assert entry.content[0].value == (
        "<p>Step 'Count': owner changed from Clerk &amp; &lt;Co&gt; to COO</p>"
        "<p>For COO, Clerk &amp; &lt;Co&gt;</p>"
    )
    assert item["content_text"] == (
        "Step 'Count': owner changed from Clerk & <Co> to COO\nFor COO, Clerk & <Co>"
    )
    assert entry.updated == "2026-11-03T23:30:00Z"
    assert item["date_published"] == "2026-11-04T00:30:00+01:00"
    assert item["_handbook"] == {
        "kind": "sops",
        "id": "ordering",
        "how": "changed",
        "day": "2026-11-04",
        "commit": feed.items[0].event.commit,
        "roles": ["coo", "clerk"],
        "areas": ["operations"],
    }


def test_a_removed_entry_has_no_link(book: Repository) -> None:
    feed = _feeds(book)["changes/"]

    entry = _parsed(atom(feed)).entries[0]

    assert entry.title == "Scale <b>: removed"
    assert entry.get("links", []) == []
    assert "url" not in json.loads(json_feed(feed))["items"][0]


def test_links_are_absolute_where_the_site_address_is_known(
    book: Repository,
) -> None:
    feed = _feeds(book, "https://example.com/hand/book/")["roles/clerk/"]

    assert set(re.findall(r'href="([^"]*)"', atom(feed))) == {
        "https://example.com/hand/book/roles/clerk/atom.xml",
        "https://example.com/hand/book/roles/clerk/",
        "https://example.com/hand/book/procedures/ordering/",
    }
    document = json.loads(json_feed(feed))
    assert document["feed_url"] == "https://example.com/hand/book/roles/clerk/feed.json"


def test_links_are_relative_to_the_feed_where_the_site_address_is_unknown(
    book: Repository,
) -> None:
    feed = _feeds(book)["roles/clerk/"]

    assert set(re.findall(r'href="([^"]*)"', atom(feed))) == {
        "../../roles/clerk/atom.xml",
        "../../roles/clerk/",
        "../../procedures/ordering/",
    }


def test_ids_stay_when_the_site_moves(book: Repository) -> None:
    here = _feeds(book)
    there = _feeds(book, "https://example.com/")

    assert [feed.key for feed in here.values()] == [feed.key for feed in there.values()]
    assert len({feed.key for feed in here.values()}) == len(here)


def test_a_feed_without_changes_is_valid(book: Repository) -> None:
    handbook = load(book.root).handbook

    for feed in feeds(handbook, History(), "", BUILT):
        assert _parsed(atom(feed)).feed.updated == "2026-11-21T00:00:00Z"
        assert json.loads(json_feed(feed))["items"] == []


def test_a_feed_contains_only_the_newest_changes(book: Repository) -> None:
    more = "".join(f"porter-{number}:\n  title: Porter {number}\n" for number in range(60))
    book.commit({"data/roles.yaml": ROLES + more}, "2026-11-06")

    assert len(_feeds(book)["changes/"].items) == 50


def test_changes_that_affect_no_work_take_no_place_in_a_feed(book: Repository) -> None:
    before = _feeds(book)
    searches = "".join(
        f"search-{number}: {{title: order {number}, leadsTo: sops/ordering}}\n"
        for number in range(60)
    )
    source = "letter:\n  title: A letter\n"
    book.commit({"data/searches.yaml": searches, "data/sources.yaml": source}, "2026-11-06")

    after = _feeds(book)

    assert len(book.history().events) > 60
    assert {page: feed.items for page, feed in after.items()} == {
        page: feed.items for page, feed in before.items()
    }
