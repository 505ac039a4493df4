"""Every page is there as Markdown too, says the same words, and leads to more of them."""

import re
from urllib.parse import unquote, urldefrag, urljoin

import pyromark

from tests.site.elements import Element, tree
from tests.site.published import ORIGIN, Published

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_TASKLISTS
_LINK = re.compile(r'href="([^"]*)"')


def _shown(text: str) -> str:
    """Return Markdown as another program shows it."""
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


def test_every_page_is_there_as_markdown_and_says_the_same_words(site: Published) -> None:
    lost = {}
    for address in _pages(site):
        html = (site.folder / address / "index.html").read_text(encoding="utf-8")
        text = (site.folder / address / "index.md").read_text(encoding="utf-8")
        missing = {*_words(tree(_article(html)))} - {*_words(tree(_shown(text)))}
        if missing:
            lost[address] = sorted(missing)

    assert len(_pages(site)) > 50
    # Above what is folded and only drawn, a word may say that it is a diagram.
    assert {address: words for address, words in lost.items() if {*words} - _FOLDED} == {}


_FOLDED = {"The", "steps", "as", "a", "diagram"}


def test_every_link_in_markdown_leads_somewhere(site: Published) -> None:
    broken = []
    for file in ["llms.txt", *(f"{address}index.md" for address in _pages(site))]:
        html = _shown((site.folder / file).read_text(encoding="utf-8"))
        for href in _LINK.findall(html):
            target, _ = urldefrag(urljoin(ORIGIN + file, href))
            path = unquote(target.removeprefix(ORIGIN))
            if target.startswith(ORIGIN) and not (site.folder / path).is_file():
                broken.append(f"{file}: {href}")

    assert broken == []


def test_a_procedure_begins_with_what_it_is_worth(small: Published) -> None:
    text = (small.folder / "procedures/shift-handover/index.md").read_text(encoding="utf-8")

    assert text.startswith(
        "# Shift handover\n\nHand the house over so that nothing is forgotten.\n\n"
        "- **Status:** Current\n- **Owner:** [Night warden](../../roles/night-warden/index.md)\n"
    )
    assert "### Walk the round\n\n" in text
    assert "1. Try every door\n2. Read the barometer\n   - in the hall\n   - on the roof\n" in text
    assert "| Sign | Meaning |\n" in text
    assert text.endswith("Source: `sops/operations/shift-handover.md`.\n")


def test_a_page_of_docs_is_told_with_what_its_macros_return(small: Published) -> None:
    text = (small.folder / "roles/index.md").read_text(encoding="utf-8")

    assert "[Night warden](../roles/night-warden/index.md)" in text
    assert "{{" not in text


def test_the_list_names_procedures_by_area_and_nothing_that_is_retired(small: Published) -> None:
    text = (small.folder / "llms.txt").read_text(encoding="utf-8")

    assert text.startswith("# ")
    assert "\n> " in text
    assert (
        "## Procedures: Operations\n\n- [Closing time](procedures/closing-time/index.md)"
    ) in text
    assert "- [Shift handover](procedures/shift-handover/index.md): Hand the house over" in text
    assert "old-lift" not in text
    assert "- [Night warden](roles/night-warden/index.md)" in text


def test_all_that_people_work_by_is_in_one_file(small: Published) -> None:
    text = (small.folder / "llms-full.txt").read_text(encoding="utf-8")

    assert (small.folder / "procedures/shift-handover/index.md").read_text("utf-8") in text
    assert "# Night warden" in text


def test_a_page_names_its_markdown(small: Published) -> None:
    for address in _pages(small):
        links = small.pages[address].links
        named = [link.target for link in links if link.rel.split() == ["alternate"]]

        assert named[0] == "index.md"
