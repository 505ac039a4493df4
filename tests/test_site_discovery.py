"""Metadata for web search: how widely each page may be shown, and public procedures."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handbook.load import load
from handbook.pages.edition import Edition
from handbook.pages.head import head
from handbook.pages.linked_data import iso, linked_data
from handbook.reach import Reach, reach
from handbook.times import read_duration
from tests.support.handbooks import BASE, TODAY, procedure, write_handbook

PATH = "sops/operations/ordering.md"
HERE = "procedures/ordering/"
URL = "https://example.com/hand/book/"
SETTINGS = BASE["data/settings.yaml"]
STEPS = (
    "### Count the stock\n\n**Tools:** Scale\n\n1. Note *what*\n   runs out\n   - in the hall\n\n"
    "### Order\n\n1. Send it\n"
)
TOOLS = (
    "scale:\n  title: Scale </script><b>\n  aliases: [Scale]\n  category: HR\n"
    "  purpose: Weigh\n  owner: roles/coo\n"
)


def _edition(root: Path, *, wish: str = "", more: str = "", url: str = "") -> Edition:
    said = f"webSearch: {wish}\n" if wish else ""
    text = procedure(steps=STEPS, more=more).replace(
        "Keep the office stocked.", "Keep it stocked.\n\n**Timeline:** 2-4 weeks"
    )
    write_handbook(
        root, {PATH: text, "data/tools.yaml": TOOLS, "data/settings.yaml": SETTINGS + said}
    )
    return Edition(handbook=load(root).handbook, today=TODAY, edit=lambda _: None, url=url)


def _linked(edition: Edition, address: str = HERE) -> dict[str, Mapping[str, Any]]:
    return {one["@type"]: one for one in linked_data(edition, address, "Ordering supplies")}


@pytest.mark.parametrize(
    ("wish", "more", "expected"),
    [
        ("", "", Reach.UNSAID),
        ("", "public: true\n", Reach.INVITED),
        ("", "public: true\nstatus: draft\n", Reach.CLOSED),
        ("", "status: retired\n", Reach.CLOSED),
        ("public", "", Reach.CLOSED),
        ("public", "public: true\n", Reach.INVITED),
        ("nothing", "public: true\n", Reach.CLOSED),
        ("everything", "", Reach.INVITED),
        ("everything", "status: retired\n", Reach.CLOSED),
    ],
)
def test_the_visibility_of_a_procedure(
    wish: str, more: str, expected: Reach, tmp_path: Path
) -> None:
    handbook = _edition(tmp_path, wish=wish, more=more).handbook

    assert reach(handbook, handbook.sops["ordering"].entry) is expected


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("", Reach.UNSAID),
        ("public", Reach.CLOSED),
        ("nothing", Reach.CLOSED),
        ("everything", Reach.INVITED),
    ],
)
def test_the_visibility_of_other_pages(wish: str, expected: Reach, tmp_path: Path) -> None:
    handbook = _edition(tmp_path, wish=wish).handbook

    assert reach(handbook, None) is expected
    assert reach(handbook, handbook.roles["coo"].entry) is expected


def test_a_public_procedure_is_published_as_steps(tmp_path: Path) -> None:
    data = _linked(_edition(tmp_path, more="public: true\n", url=URL))["HowTo"]

    assert data == {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "name": "Ordering supplies",
        "description": "Keep it stocked.",
        "inLanguage": "en",
        "publisher": {"@type": "Organization", "name": "Example"},
        "totalTime": "P4W",
        "tool": [{"@type": "HowToTool", "name": "Scale </script><b>"}],
        "url": f"{URL}{HERE}",
        "step": [
            {
                "@type": "HowToStep",
                "position": 1,
                "name": "Count the stock",
                "url": f"{URL}{HERE}#count-the-stock",
                "itemListElement": [
                    {"@type": "HowToDirection", "text": "Note what runs out; in the hall"}
                ],
            },
            {
                "@type": "HowToStep",
                "position": 2,
                "name": "Order",
                "url": f"{URL}{HERE}#order",
                "itemListElement": [{"@type": "HowToDirection", "text": "Send it"}],
            },
        ],
    }


def test_an_internal_procedure_is_not_published_as_steps(tmp_path: Path) -> None:
    assert list(_linked(_edition(tmp_path, wish="everything", url=URL))) == ["BreadcrumbList"]
    assert _linked(_edition(tmp_path, wish="everything")) == {}


def test_a_page_hidden_from_search_engines_has_no_metadata(tmp_path: Path) -> None:
    edition = _edition(tmp_path, wish="nothing", more="public: true\n", url=URL)

    assert _linked(edition) == {}
    assert _linked(edition, "") == {}


def test_a_page_hidden_from_search_engines_has_no_breadcrumbs(tmp_path: Path) -> None:
    assert _linked(_edition(tmp_path, url=URL)) == {}


def test_a_page_has_breadcrumbs(tmp_path: Path) -> None:
    edition = _edition(tmp_path, wish="everything", url=URL)

    found = _linked(edition)["BreadcrumbList"]["itemListElement"]

    assert [(one["position"], one["name"], one.get("item")) for one in found] == [
        (1, "Example handbook", URL),
        (2, "Procedures", f"{URL}procedures/"),
        (3, "Operations", f"{URL}areas/operations/"),
        (4, "Ordering supplies", None),
    ]


def test_the_first_page_describes_the_site_and_its_search(tmp_path: Path) -> None:
    found = _linked(_edition(tmp_path, wish="everything", url=URL), "")

    assert list(found) == ["WebSite"]
    assert found["WebSite"]["url"] == URL
    assert found["WebSite"]["publisher"]["name"] == "Example"
    target = found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{URL}?q={{search_term_string}}"


def test_text_cannot_break_out_of_the_structured_data(tmp_path: Path) -> None:
    edition = _edition(tmp_path, more="public: true\n")

    html = head(edition.view(HERE), "Ordering supplies", None)

    (inside,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(inside)["tool"][0]["name"] == "Scale </script><b>"
    assert "<b>" not in html


def test_only_a_page_excluded_from_search_says_so(tmp_path: Path) -> None:
    open_page = head(_edition(tmp_path).view(HERE), "A", None)
    closed = head(_edition(tmp_path, wish="public").view(HERE), "A", None)

    assert "robots" not in open_page
    assert '<meta name="robots" content="noindex">' in closed


def test_link_previews_are_included_if_the_address_is_known(tmp_path: Path) -> None:
    edition = _edition(tmp_path)

    assert "og:" not in head(edition.view(HERE), "A", None)
    html = head(replace(edition, url=URL).view(HERE), 'A "b" <c>', None)
    assert '<meta property="og:title" content="A &#34;b&#34; &lt;c&gt;">' in html


@pytest.mark.parametrize(
    ("written", "expected"),
    [("30 min", "PT30M"), ("2 hours", "PT2H"), ("2-4 weeks", "P4W"), ("1 day", "P1D"),
     ("3 months", "P3M"), ("1.5 hours", "PT1.5H")],
)  # fmt: skip
def test_a_duration_is_written_as_in_the_standard(written: str, expected: str) -> None:
    duration = read_duration(written)

    assert duration is not None
    assert iso(duration) == expected
