"""Every page is also published as Markdown, with the same words and links to other pages."""

import re
from urllib.parse import unquote, urldefrag, urljoin

import pyromark

from tests.site.elements import Element, tree
from tests.site.published import ORIGIN, Published

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_TASKLISTS
_LINK = re.compile(r'href="([^"]*)"')


def _rendered(text: str) -> str:
    """Return Markdown rendered by another program."""
    return pyromark.html(text, options=_OPTIONS)


def _words(element: Element) -> list[str]:
    found: list[str] = []
    for child in element.children:
        found += re.findall(r"\w+", child) if isinstance(child, str) else []
        if isinstance(child, Element) and child.is_read:
            found += _words(child)
    return found


def _article(html: str) -> str:
    start = html.index('<div class="hb-page')
    return html[start : html.index("</article>", start)]


def _pages(site: Published) -> list[str]:
    return [address for address in site.pages if not address.endswith(".html")]


def test_every_page_has_markdown_with_the_same_words(site: Published) -> None:
    differences = {}
    for address in _pages(site):
        html = (site.folder / address / "index.html").read_text(encoding="utf-8")
        text = (site.folder / address / "index.md").read_text(encoding="utf-8")
        missing = {*_words(tree(_article(html)))} - {*_words(tree(_rendered(text)))}
        if missing:
            differences[address] = sorted(missing)

    assert len(_pages(site)) > 50
    # The summary of a folded diagram is not part of the Markdown.
    assert {
        address: words for address, words in differences.items() if {*words} - _DIAGRAM_SUMMARY
    } == {}


_DIAGRAM_SUMMARY = {"The", "steps", "as", "a", "diagram"}


def test_markdown_has_no_broken_links(site: Published) -> None:
    broken = []
    for file in ["llms.txt", *(f"{address}index.md" for address in _pages(site))]:
        html = _rendered((site.folder / file).read_text(encoding="utf-8"))
        for href in _LINK.findall(html):
            target, _ = urldefrag(urljoin(ORIGIN + file, href))
            path = unquote(target.removeprefix(ORIGIN))
            if target.startswith(ORIGIN) and not (site.folder / path).is_file():
                broken.append(f"{file}: {href}")

    assert broken == []


def test_a_procedure_starts_with_its_purpose_and_status(small: Published) -> None:
    text = (small.folder / "procedures/shift-handover/index.md").read_text(encoding="utf-8")

    assert text.startswith(
        "# Shift handover\n\nHand the house over so that nothing is forgotten.\n\n"
        "- **Status:** Current\n- **Owner:** [Night warden](../../roles/night-warden/index.md)\n"
    )
    assert "### Walk the round\n\n" in text
    assert "1. Try every door\n2. Read the barometer\n   - in the hall\n   - on the roof\n" in text
    assert "| Sign | Meaning |\n" in text
    assert text.endswith("Source: `sops/operations/shift-handover.md`.\n")


def test_a_docs_page_includes_the_output_of_its_macros(small: Published) -> None:
    text = (small.folder / "roles/index.md").read_text(encoding="utf-8")

    assert "[Night warden](../roles/night-warden/index.md)" in text
    assert "{{" not in text


def test_llms_txt_lists_procedures_by_area_without_retired_ones(small: Published) -> None:
    text = (small.folder / "llms.txt").read_text(encoding="utf-8")

    assert text.startswith("# ")
    assert "\n> " in text
    assert (
        "## Procedures: Operations\n\n- [Closing time](procedures/closing-time/index.md)"
    ) in text
    assert "- [Shift handover](procedures/shift-handover/index.md): Hand the house over" in text
    assert "old-lift" not in text
    assert "- [Night warden](roles/night-warden/index.md)" in text


def test_llms_full_txt_includes_procedures_and_roles(small: Published) -> None:
    text = (small.folder / "llms-full.txt").read_text(encoding="utf-8")

    assert (small.folder / "procedures/shift-handover/index.md").read_text("utf-8") in text
    assert "# Night warden" in text


def test_every_page_links_to_its_markdown(small: Published) -> None:
    for address in _pages(small):
        links = small.pages[address].links
        named = [link.target for link in links if link.rel.split() == ["alternate"]]

        assert named[0] == "index.md"
