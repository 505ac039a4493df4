"""Public pages are offered to search engines; the others are not, but stay accessible."""

import json
import re
from pathlib import Path
from typing import Any

from tests.site.building import built
from tests.site.published import Published
from tests.site.specimen import specimen
from tests.support.commands import PINNED

URL = "https://example.com/hand/book/"


def _linked_data(folder: Path, address: str) -> list[dict[str, Any]]:
    html = (folder / address / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(script) for script in scripts]


def test_every_page_has_a_description_of_its_own(site: Published) -> None:
    descriptions = [
        page.description for page in site.pages.values() if not page.address.endswith("html")
    ]

    assert sorted({text for text in descriptions if descriptions.count(text) > 1}) == []


def test_only_pages_no_longer_or_not_yet_in_force_are_noindex(small: Published) -> None:
    excluded = [
        address
        for address in small.pages
        if not address.endswith(".html")
        if 'content="noindex"' in (small.folder / address / "index.html").read_text("utf-8")
    ]

    assert "procedures/old-lift/" in excluded
    assert "roles/archivist/" in excluded
    assert "" not in excluded
    assert "roles/night-warden/" not in excluded


def test_a_public_procedure_has_structured_data(small: Published) -> None:
    (how_to,) = _linked_data(small.folder, "procedures/shift-handover/")

    assert how_to["@type"] == "HowTo"
    assert how_to["totalTime"] == "PT30M"
    assert how_to["step"][0]["name"] == "Walk the round"
    assert _linked_data(small.folder, "procedures/stocktaking/") == []


def test_a_site_without_an_address_has_an_empty_sitemap(small: Published) -> None:
    assert "<url>" not in (small.folder / "sitemap.xml").read_text(encoding="utf-8")
    robots = (small.folder / "robots.txt").read_text(encoding="utf-8")
    assert robots.startswith("User-agent: *\nDisallow: /api/\n")
    assert "Sitemap" not in robots


def test_a_site_with_an_address_offers_public_pages_to_search_engines(tmp_path: Path) -> None:
    root = specimen(tmp_path / "root")

    folder = built(root, tmp_path / "site", {**PINNED, "HANDBOOK_URL": URL})

    sitemap = (folder / "sitemap.xml").read_text(encoding="utf-8")
    assert re.findall(r"<loc>(.*?)</loc><lastmod>(.*?)</lastmod>", sitemap) == [
        (f"{URL}procedures/shift-handover/", "2026-11-18")
    ]
    robots = (folder / "robots.txt").read_text(encoding="utf-8")
    assert "Disallow: /hand/book/*.md$\n" in robots
    assert robots.endswith(f"\nSitemap: {URL}sitemap.xml\n")
    assert [item["@type"] for item in _linked_data(folder, "")] == ["WebSite"]
    assert _linked_data(folder, "roles/night-warden/") == []
    assert [item["@type"] for item in _linked_data(folder, "procedures/shift-handover/")] == [
        "BreadcrumbList",
        "HowTo",
    ]
    html = (folder / "roles/night-warden/index.html").read_text(encoding="utf-8")
    assert len(re.findall('<meta name="description" property="og:description" ', html)) == 1
    text = (folder / "procedures/shift-handover/index.md").read_text(encoding="utf-8")
    assert f"[Night warden]({URL}roles/night-warden/index.md)" in text
    assert f'href="{URL}procedures/shift-handover/"' in (folder / "changes/atom.xml").read_text(
        encoding="utf-8"
    )
