"""Nothing written in a handbook is executed in a browser."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from handbook.load import load
from tests.site.attack.handbook import docs_page
from tests.site.attack.payloads import QUERIES, TITLES
from tests.site.attack.sites import build_unchecked, write_attacked_source
from tests.site.building import build
from tests.site.kinds import KINDS, of_kind
from tests.site.published import Published, plain
from tests.site.reader import Reader
from tests.site.searching import ask
from tests.site.serving import serving

# Hovers over, focuses and clicks everything.
_PROVOKE = """() => {
  window.print = () => {};
  addEventListener("click", (event) => event.preventDefault(), true);
  for (const element of document.querySelectorAll("body *")) {
    for (const name of ["mouseover", "mouseenter", "focus", "toggle", "error", "load"])
      element.dispatchEvent(new Event(name));
    // A click may have removed the element from the page.
    if (element.isConnected && !element.closest("input, label, form")) element.click?.();
  }
}"""
# Markup that the site never produces.
_ODD = """() => {
  const odd = [];
  const addresses = /^(href|src|action|formaction|srcdoc|data|poster|xlink:href)$/;
  for (const element of document.querySelectorAll("*")) {
    const shown = element.outerHTML.slice(0, 160);
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) odd.push(shown);
      if (addresses.test(name)) {
        const { protocol } = new URL(value, document.baseURI);
        if (!["http:", "https:", "mailto:", "webcal:"].includes(protocol)) odd.push(shown);
      }
    }
    if (/^(IFRAME|OBJECT|EMBED|BASE)$/i.test(element.tagName)) odd.push(shown);
    if (element.type === "application/ld+json") JSON.parse(element.textContent);
    else if (/^(SCRIPT|STYLE)$/i.test(element.tagName) && element.textContent.includes("pwned"))
      odd.push(shown);
    if (element.matches("meta[http-equiv]")) odd.push(shown);
  }
  if (window.pwned !== undefined) odd.push("window.pwned is " + window.pwned);
  return odd;
}"""


def _visit(reader: Reader, page: Page, addresses: list[str]) -> list[str]:
    odd = []
    for address in addresses:
        reader.go(page, address)
        expect(page.locator("[data-list][aria-busy]")).to_have_count(0)
        page.evaluate(_PROVOKE)
        odd += [f"{address}: {shown}" for shown in page.evaluate(_ODD)]
    return odd


@pytest.mark.browser
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "check"])
def test_no_page_executes_text_from_the_handbook(
    kind: str, attacked: Published, victim: Reader
) -> None:
    page = victim.open()

    assert _visit(victim, page, of_kind(attacked, kind)) == []


@pytest.mark.browser
def test_no_page_executes_text_that_the_checks_refuse(
    unchecked: Published, bystander: Reader
) -> None:
    page = bystander.open()
    written = [
        address
        for address in unchecked.pages
        if re.search(r"/text-\d|-7/|^registers/.|^guide/attack|^[a-z]+/$", address)
    ]

    assert len(written) > 20
    assert _visit(bystander, page, ["", *written]) == []


@pytest.mark.browser
def test_a_docs_page_executes_nothing(tmp_path: Path, browser: Browser) -> None:
    root = write_attacked_source(tmp_path / "root", {"docs/guide/attack.md": docs_page(html=True)})

    refused = build(root, tmp_path / "site", strict=False)
    build_unchecked(root, tmp_path / "site")

    assert "[forbidden-scheme]" in refused.stdout
    with serving(tmp_path / "site") as address:
        reader = Reader(browser, address)
        odd = _visit(reader, reader.open(), ["guide/attack/"])
        reader.close()
    assert odd + reader.faults == []


@pytest.mark.browser
def test_search_shows_attacks_as_text(victim: Reader) -> None:
    page = victim.open("roles/")
    odd = []

    for words in QUERIES:
        ask(page, words)
        marks = page.get_by_role("dialog").locator("mark").all_inner_texts()
        assert words in {mark.casefold() for mark in marks}
        odd += [f"{words}: {shown}" for shown in page.evaluate(_ODD)]
    page.evaluate(_PROVOKE)

    assert odd + page.evaluate(_ODD) == []


@pytest.mark.browser
@pytest.mark.parametrize("words", [*TITLES, "__proto__ constructor", "\t|,;:=^", "a" * 5_000])
def test_search_treats_queries_as_text(words: str, victim: Reader) -> None:
    page = victim.open("roles/")
    page.keyboard.press("/")
    field = page.get_by_role("combobox")

    field.fill(words)
    expect(page.get_by_role("listbox", include_hidden=True)).to_have_attribute("data-words", words)

    assert page.evaluate(_ODD) == []


@pytest.mark.browser
def test_query_parameters_and_fragments_execute_nothing(victim: Reader) -> None:
    page = victim.open()
    odd = []

    for attack in map(quote, TITLES):
        names = (
            *("q", "h", "words", "area", "owner", "role", "status", "tool", "audience", "sort"),
            "week",
        )
        query = "&".join(f"{name}={attack}" for name in names)
        pages = ("procedures/", "roles/roles-1/", "meetings/")
        odd += _visit(victim, page, [f"{address}?{query}#{attack}" for address in pages])

    assert odd == []


@pytest.mark.browser
def test_a_fetched_list_executes_nothing(victim: Reader) -> None:
    page = victim.open("procedures/")
    form = page.get_by_role("search", name="Filter the list")
    odd = []

    form.get_by_role("searchbox", name="Find in the list").focus()
    expect(page.get_by_role("navigation", name="Pages of the list")).to_be_hidden()
    for option in form.get_by_label("Sort by").locator("option").all():
        form.get_by_label("Sort by").select_option(option.get_attribute("value"))
        page.get_by_role("button", name=re.compile("^Show")).click()
        odd += page.evaluate(_ODD)
    for panel in form.locator("summary").all():
        panel.click()
        page.locator("[type=checkbox]:enabled:visible").first.check()
        odd += page.evaluate(_ODD)
        # An open panel covers the controls below it.
        panel.click()
        page.get_by_role("button", name="Clear all").click()
    page.evaluate(_PROVOKE)

    assert odd + page.evaluate(_ODD) == []


@pytest.mark.browser
def test_local_storage_is_not_trusted(victim: Reader) -> None:
    page = victim.open()
    odd = []

    for attack in TITLES:
        for mine in ({"id": attack, "title": attack}, {"id": "roles-1", "title": attack}):
            page.evaluate(
                "(value) => localStorage.setItem('handbook.my-role', value)", json.dumps(mine)
            )
            odd += _visit(victim, page, [""])

    assert odd == []


@pytest.mark.browser
def test_choosing_a_role_on_the_home_page_executes_nothing(
    attacked: Published, victim: Reader
) -> None:
    page = victim.open()
    odd = []
    for role in load(attacked.root).handbook.roles.values():
        if role.entry.status == "retired":
            continue
        page.get_by_role("combobox", name="My role").select_option(role.id)
        expect(page.locator("[data-part=owns]").get_by_role("link").first).to_be_visible()
        page.evaluate(_PROVOKE)
        odd += page.evaluate(_ODD)

    assert odd == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "address", ["procedures/text-0/", "procedures/sops-0/", "checklists/text-1/"]
)
def test_a_run_of_an_attacking_document_executes_nothing(address: str, victim: Reader) -> None:
    page = victim.open(address)
    page.get_by_role("link", name="Start a run").click()
    page.get_by_label("What is it for?").fill(TITLES[0])
    page.get_by_label("Who are you?").fill(TITLES[1])
    odd = page.evaluate(_ODD)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLES[0])
    for box in page.get_by_role("checkbox").all():
        box.check()
    odd += page.evaluate(_ODD)
    page.evaluate(_PROVOKE)
    odd += page.evaluate(_ODD)
    victim.go(page, "runs/")
    page.reload()
    expect(page.get_by_role("heading", level=3)).to_contain_text(TITLES[0])
    page.evaluate(_PROVOKE)

    assert odd + page.evaluate(_ODD) == []


@pytest.mark.browser
def test_headings_and_page_titles_show_titles_as_written(
    attacked: Published, victim: Reader
) -> None:
    page = victim.open()
    book = load(attacked.root).handbook
    site = plain(book.settings["title"])

    for role in book.roles.values():
        victim.go(page, f"roles/{role.id}/")
        expect(page.get_by_role("heading", level=1)).to_have_text(plain(role.title))
        assert plain(page.title()) == f"{plain(role.title)} - {site}"
