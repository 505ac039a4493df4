"""Any register is shown according to its schema, without code of its own."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from handbook.load import load
from handbook.pages.catalogue import indexes
from handbook.pages.edition import Edition
from handbook.pages.lists import registers
from handbook.pages.page import Page, words
from handbook.pages.register import entry_page, register_body, register_page
from tests.support.handbooks import RISKS, TODAY, risks, write_handbook
from tests.support.pages import page

COMMON = {
    "aliases": {"$ref": "common.json#/$defs/aliases"},
    "status": {"$ref": "common.json#/$defs/status"},
    "description": {"$ref": "common.json#/$defs/description"},
}


def write(root: Path, properties: Mapping[str, object], entries: str, **more: object) -> Edition:
    write_handbook(root, {})
    required = ("title", *(name for name, one in properties.items() if "enum" in str(one)))
    schema = risks({**COMMON, **properties}, required, **more)
    files = {RISKS: schema, "data/risks.yaml": entries}
    write_handbook(root, files)
    loaded = load(root)
    assert loaded.faults == ()
    return Edition(handbook=loaded.handbook, today=TODAY, edit=lambda path: f"edit:{path}")


def shown(edition: Edition) -> Page:
    return register_page(edition, edition.handbook.kinds["risks"])


def test_values_are_formatted_by_their_schema(tmp_path: Path) -> None:
    properties = {
        "owner": {"type": "string", "refersTo": "roles", "description": "Who."},
        "found": {"type": "string", "format": "date", "description": "When."},
        "aim": {"type": "string", "format": "target", "description": "How much."},
        "open": {"type": "boolean", "description": "Whether."},
        "signs": {"type": "array", "items": {"type": "string"}, "description": "What."},
        "page": {"type": "string", "format": "uri", "description": "Where."},
    }
    entries = (
        'fire:\n  title: Fire\n  owner: COO\n  found: 2026-11-01\n  aim: "<= 2"\n  open: true\n'
        "  signs: [smoke, heat]\n  page: https://example.com/fire\n"
    )
    edition = write(tmp_path, properties, entries)

    html = shown(edition).html

    assert '<tr id="fire">' in html
    assert '<td data-label="Owner"><a href="../../roles/coo/">COO</a></td>' in html
    assert '<time datetime="2026-11-01">1 November 2026</time>' in html
    assert "≤ 2" in html
    assert '<td data-label="Open">Yes</td>' in html
    assert '<td data-label="Signs">Smoke, heat</td>' in html
    assert '<a href="https://example.com/fire">https://example.com/fire</a>' in html


def test_a_value_that_is_a_number_or_a_text_is_shown_as_written(tmp_path: Path) -> None:
    days = {"type": ["integer", "string"], "description": "How many days."}
    entries = "fire:\n  title: Fire\n  days: 12000\nflood:\n  title: Flood\n  days: many\n"
    edition = write(tmp_path, {"days": days}, entries)

    html = shown(edition).html

    assert '<td data-label="Days" class="hb-figure">12,000</td>' in html
    assert '<td data-label="Days" class="hb-figure">many</td>' in html


@pytest.mark.parametrize(
    ("number", "text"),
    [("2019", "2019"), ("-9999", "-9999"), ("-10000", "-10,000"), ("1250000.5", "1,250,000.5")],
)
def test_a_number_has_thousands_separators_unless_it_is_a_year(
    number: str, text: str, tmp_path: Path
) -> None:
    since = {"type": "number", "description": "Since when."}
    edition = write(tmp_path, {"since": since}, f"fire:\n  title: Fire\n  since: {number}\n")

    assert f'<td data-label="Since" class="hb-figure">{text}</td>' in shown(edition).html


def test_a_past_date_is_overdue_unless_marked_as_done(tmp_path: Path) -> None:
    day = {"type": "string", "format": "date", "description": "When."}
    jobs = {
        "type": "array",
        "description": "What.",
        "items": {
            "type": "object",
            "properties": {
                "by": {**day, "due": "done"},
                "done": {"type": "boolean", "description": "Whether."},
            },
        },
    }
    entries = (
        "fire:\n  title: Fire\n  next: 2026-11-20\n  jobs: [{by: 2026-11-20}]\n"
        "flood:\n  title: Flood\n  next: 2026-11-21\n  jobs: [{by: 2026-11-20, done: true}]\n"
        "frost:\n  title: Frost\n  next: 2026-11-20\n  status: retired\n"
        "  jobs: [{by: 2026-11-20}]\n"
    )
    edition = write(tmp_path, {"next": {**day, "due": True}, "jobs": jobs}, entries)

    text = words(shown(edition).html)

    assert text.endswith(
        "Fire Overdue 20 November 2026 By Overdue 20 November 2026 "
        "Flood 21 November 2026 By 20 November 2026 Done Yes Frost Retired 20 November 2026 "
        "By 20 November 2026"
    )


def test_an_entry_without_a_required_owner_says_so(tmp_path: Path) -> None:
    owner = {"type": "string", "refersTo": "roles", "description": "Who."}
    entries = "fire:\n  title: Fire\nfrost:\n  title: Frost\n  status: retired\n"
    edition = write(tmp_path, {"owner": owner}, entries, owned=True)

    text = words(shown(edition).html)

    assert text.endswith("Risk Owner Fire No owner Frost Retired")


def test_an_amount_without_a_currency_uses_that_of_the_company(tmp_path: Path) -> None:
    loss = {"type": ["string", "number"], "format": "money", "description": "What it cost."}
    entries = (
        "fire:\n  title: Fire\n  loss: 8400\nflood:\n  title: Flood\n  loss: 8 per day\n"
        "frost:\n  title: Frost\n  loss: 8 USD\nmice:\n  title: Mice\n  loss: 2500.5\n"
    )
    edition = write(tmp_path, {"loss": loss}, entries)

    text = words(shown(edition).html)

    assert "Fire €8,400 Flood €8 per day Frost 8 USD Mice €2,500.5" in text


def test_a_list_of_one_long_text_is_not_shown_as_a_list(tmp_path: Path) -> None:
    signs = {"type": "array", "items": {"type": "string"}, "description": "What."}
    entries = (
        "fire:\n  title: Fire\n  signs: [smoke that comes from below]\n"
        "flood:\n  title: Flood\n  signs: [water that comes from below, wet feet]\n"
    )
    edition = write(tmp_path, {"signs": signs}, entries)

    html = shown(edition).html

    assert '<td data-label="Signs">Smoke that comes from below</td>' in html
    assert "<ul><li>water that comes from below</li><li>wet feet</li></ul>" in html


def test_another_page_shows_only_the_requested_entries(tmp_path: Path) -> None:
    properties = {
        "sort": {"enum": ["rare", "common"], "description": "How often."},
        "cause": {"type": "string", "description": "Why."},
        "after": {"type": "string", "refersTo": "risks", "description": "What came before."},
    }
    entries = (
        "fire:\n  title: Fire\n  sort: rare\n  cause: sparks\n"
        "smoke:\n  title: Smoke\n  sort: common\n  after: fire\n"
    )
    edition = write(tmp_path, properties, entries)
    register = edition.handbook.registers["risks"]

    html = register_body(edition.view("safety/"), register.kind, register, {"sort": "rare"})

    assert words(html) == "Risk Cause Fire sparks"
    assert '<tr id="risks--fire">' in html


def test_two_registers_on_one_page_share_no_anchor(tmp_path: Path) -> None:
    properties = {"sort": {"enum": ["rare", "common"], "description": "How often."}}
    edition = write(tmp_path, properties, "coo:\n  title: COO\n  sort: rare\n")
    registers = edition.handbook.registers
    view = edition.view("safety/")

    html = "".join(
        register_body(view, registers[name].kind, registers[name]) for name in ("risks", "roles")
    )

    assert 'id="risks--sort--rare"' in html
    assert 'id="risks--coo"' in html
    assert 'id="roles--coo"' in html


def test_entries_with_pages_are_linked_from_other_pages(tmp_path: Path) -> None:
    edition = write(tmp_path, {}, "")
    register = edition.handbook.registers["roles"]

    html = register_body(edition.view("safety/"), register.kind, register)

    assert '<a class="hb-name" href="../roles/coo/">COO</a>' in html


def test_a_register_is_divided_by_its_required_choice(tmp_path: Path) -> None:
    properties = {"sort": {"enum": ["Rare & odd", "Common"], "description": "How often."}}
    entries = "fire:\n  title: Fire\n  sort: Common\nflood:\n  title: Flood\n  sort: Rare & odd\n"
    edition = write(tmp_path, properties, entries)

    page = shown(edition)

    assert [(heading.anchor, heading.title) for heading in page.headings] == [
        ("sort--rare-odd", "Rare & odd"),
        ("sort--common", "Common"),
    ]


def test_entries_with_much_content_become_labelled_blocks(tmp_path: Path) -> None:
    properties = {
        f"part{number}": {"type": "string", "description": "A part."} for number in range(7)
    }
    parts = "".join(f"  part{number}: text {number}\n" for number in range(7))
    edition = write(tmp_path, properties, f"fire:\n  title: Fire\n{parts}")

    html = shown(edition).html

    assert '<div class="hb-block" id="fire">' in html
    assert "<table" not in html


def test_empty_columns_are_omitted(tmp_path: Path) -> None:
    properties = {
        "cause": {"type": "string", "description": "Why."},
        "cure": {"type": "string", "description": "What then."},
    }
    edition = write(tmp_path, properties, "fire:\n  title: Fire\n  cause: sparks\n")

    text = words(shown(edition).html)

    assert "Risk Cause Fire sparks" in text


def test_an_entry_lists_its_uses(tmp_path: Path) -> None:
    properties = {"leadsTo": {"type": "string", "refersTo": "risks", "description": "What next."}}
    entries = "fire:\n  title: Fire\n  leadsTo: Smoke\nsmoke:\n  title: Smoke\n"
    edition = write(tmp_path, properties, entries)

    text = words(shown(edition).html)

    assert "Smoke 1 place Risks Fire" in text


def test_retired_entries_are_shown_and_searchable(tmp_path: Path) -> None:
    entries = "fire:\n  title: Fire\nplague:\n  title: Plague\n  status: retired\n"
    edition = write(tmp_path, {}, entries)

    page = shown(edition)

    assert "Plague Retired" in words(page.html)
    assert [found.title for found in page.found] == ["Risks", "Fire", "Plague"]


def test_numbers_dates_and_booleans_in_the_search_have_labels(tmp_path: Path) -> None:
    properties = {
        "perYear": {"type": ["integer", "string"], "description": "How many."},
        "seen": {"type": "string", "format": "date", "description": "When."},
        "open": {"type": "boolean", "title": "Still burning", "description": "Whether."},
        "cause": {"type": "string", "description": "Why."},
    }
    entry = (
        "fire:\n  title: Fire\n  perYear: 25\n  seen: 2026-11-01\n  open: true\n  cause: sparks\n"
    )

    found = shown(write(tmp_path, properties, entry)).found[1]

    assert found.text == "Per year: 25 · Seen: 1 November 2026 · Still burning: Yes · sparks"


def test_an_empty_register_says_so_and_what_to_do(tmp_path: Path) -> None:
    edition = write(tmp_path, {}, "")
    kind = edition.handbook.kinds["risks"]

    text = words(shown(edition).html)
    body = words(register_body(edition.view(""), kind, ()))

    assert "No risk is recorded yet." in text
    assert "How to add an entry" in text
    assert (
        body == "No risk is recorded yet. What may go wrong. Add the first one to data/risks.yaml."
    )


def test_a_new_kind_with_pages_has_one_per_entry(tmp_path: Path) -> None:
    properties = {"cause": {"type": "string", "description": "Why."}}
    edition = write(tmp_path, properties, "fire:\n  title: Fire\n  cause: sparks\n", page="risks")
    kind = edition.handbook.kinds["risks"]
    entry = edition.handbook.registers["risks"].entries["fire"]

    page = entry_page(edition, kind, entry)

    assert page.address == "risks/fire/"
    begun = "Risks Fire Suggest an edit More As Markdown Print Cause sparks Used by"
    assert words(page.html).startswith(begun)


def test_a_document_of_a_kind_without_a_page_has_one(tmp_path: Path) -> None:
    schema = json.loads(risks({}))
    entry = schema.pop("additionalProperties")
    del schema["propertyNames"]
    whole = {**schema, **entry, "files": "data/risks/*.md"}
    text = "---\ntitle: Flood\n---\n\n## At night\n\nNobody **sleeps**.\n"
    write_handbook(tmp_path, {})
    write_handbook(tmp_path, {RISKS: json.dumps(whole), "data/risks/flood.md": text})

    html = page(tmp_path, "risks/flood/").html

    assert '<h2 id="at-night">At night</h2>' in html
    assert "<strong>sleeps</strong>" in html


def test_a_kind_with_pages_has_a_list_of_them(tmp_path: Path) -> None:
    entries = (
        "churn:\n  title: Churn\n  status: retired\noutage:\n  title: Outage\n  description: Off.\n"
        "theft:\n  title: Theft\n  status: draft\n"
    )
    edition = write(tmp_path, {}, entries, page="dangers")

    listed = {page.address: page for page in indexes(edition)}["dangers/"]

    assert words(listed.html) == (
        "Registers Risks What may go wrong. 3 risks, kept in data/risks.yaml"
        " Suggest an edit More As Markdown Print Outage Off. Theft Draft Churn (retired)"
    )
    assert 'href="edit:data/risks.yaml"' in listed.html


def test_a_long_register_is_split_into_sections(tmp_path: Path) -> None:
    properties = {"sort": {"enum": ["rare", "often"], "description": "How often."}}
    entries = "".join(
        f"risk-{number}: {{title: Risk {number}, sort: {'rare' if number < 120 else 'often'}}}\n"
        for number in range(250)
    )

    html = shown(write(tmp_path, properties, entries)).html

    stretches = html.split('<div class="hb-stretch">')[1:]
    assert [stretch.count("<tr id=") for stretch in stretches] == [100, 20, 100, 30]
    assert [stretch.count("<h2") for stretch in stretches] == [1, 0, 1, 0]
    assert [html.count(f'id="risk-{number}"') for number in range(250)] == [1] * 250


def test_a_short_register_is_one_table(tmp_path: Path) -> None:
    entries = "".join(f"risk-{number}: {{title: Risk {number}}}\n" for number in range(200))

    html = shown(write(tmp_path, {}, entries)).html

    assert html.count("<table") == 1
    assert "hb-stretch" not in html


def test_empty_registers_are_below_the_others(tmp_path: Path) -> None:
    edition = write(tmp_path, {}, "fire:\n  title: Fire\n")

    text = words(registers(edition.view("registers/"), {"roles", "areas"}))

    filled, empty = text.split(" Empty registers ")
    assert filled == "Risks What may go wrong. 1 risk"
    assert empty.startswith(
        "Automations What a tool does automatically, and what triggers it. Business"
    )
    alone = words(registers(edition.view("registers/"), edition.handbook.registers.keys()))
    assert alone == "There are none yet."


def test_markdown_keeps_its_markup_in_lists_and_tables(tmp_path: Path) -> None:
    part = {"type": "string", "description": "What."}
    schema = {
        "$id": "risks.json",
        "files": "data/risks/*.md",
        "page": "risks",
        "type": "object",
        "properties": {
            "title": part,
            "purpose": {**part, "lead": True},
            "signs": {"type": "array", "items": part, "heading": ["Signs"], "as": "list"},
            "found": {
                "type": "array",
                "heading": ["Found"],
                "as": "table",
                "items": {"type": "object", "properties": {"what": {**part, "column": ["What"]}}},
            },
        },
    }
    text = (
        "---\ntitle: Fire\n---\n\nA `fire` at [the COO](../roles.yaml#coo).\n\n"
        "## Signs\n\n- Some `smoke`\n- [Ask](../roles.yaml#coo)\n\n"
        "## Found\n\n| What |\n| -- |\n| **Ash** |\n"
    )
    write_handbook(tmp_path, {})
    write_handbook(tmp_path, {RISKS: json.dumps(schema), "data/risks/fire.md": text})
    loaded = load(tmp_path)
    edition = Edition(handbook=loaded.handbook, today=TODAY, edit=lambda path: f"edit:{path}")
    kind, entry = loaded.handbook.kinds["risks"], loaded.handbook.find("risks", "fire")

    assert loaded.faults == ()
    assert entry is not None
    html = entry_page(edition, kind, entry).html

    assert (
        '<ul><li>Some <code>smoke</code></li><li><a href="../../roles/coo/">Ask</a></li></ul>'
        in html
    )
    assert '<span class="hb-quiet">What</span> <strong>Ash</strong>' in html
    listed = {page.address: page for page in indexes(edition)}["risks/"]
    assert "Fire A fire at the COO." in words(listed.html)
    elsewhere = register_body(edition.view("safety/"), kind, [entry])
    assert '<a href="../roles/coo/">Ask</a>' in elsewhere
