"""A page previewed after amending one document equals the page of a full reading."""

import re

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.overlay import with_text
from handbook.pages.catalogue import page_of, pages_of
from handbook.pages.edition import Edition
from handbook.readers import MemoryReader
from handbook.records import Entry
from tests.support.handbooks import REPOSITORY, TODAY

_UNCHANGED = MemoryReader()
_ONBOARDING = "sops/customer-success/customer-onboarding.md"
_RENEWAL = "sops/customer-success/renewal-playbook.md"


def _read(overlay: dict[str, str] | None = None) -> Handbook:
    return load(REPOSITORY, overlay=overlay, reader=_UNCHANGED).handbook


def _edition(handbook: Handbook) -> Edition:
    return Edition(
        handbook=handbook, today=TODAY, edit=lambda path: f"https://forge.example/{path}"
    )


@pytest.fixture(scope="module")
def edition() -> Edition:
    edition = _edition(_read())
    # As after a build: every page was made, so that caches are filled.
    for register in edition.handbook.registers.values():
        for entry in register:
            page_of(edition, entry)
    return edition


def _text(path: str) -> str:
    return (REPOSITORY / path).read_text(encoding="utf-8")


def _amend(edition: Edition, path: str, text: str) -> tuple[Edition, tuple[Entry, ...]]:
    found = with_text(edition.handbook, path, text)
    assert found is not None
    return edition.with_changes(*found), found[1]


def _assert_same(amended: Edition, entries: tuple[Entry, ...], overlay: dict[str, str]) -> None:
    """Assert that the pages of entries equal those of a full reading."""
    whole = _edition(_read(overlay))
    anew = [whole.handbook.find(entry.kind, entry.id) for entry in entries]
    assert entries
    assert list(pages_of(amended, entries)) == list(pages_of(whole, filter(None, anew)))
    assert _references(amended.handbook) == _references(whole.handbook)


def _references(handbook: Handbook) -> list[tuple[object, ...]]:
    """Return the references between a handbook's entries, in reading order."""
    return [
        (one.source.kind, one.source.id, one.route, one.name, one.target and one.target.id)
        for one in handbook.references
    ]


@pytest.mark.parametrize(
    "path",
    sorted(path for path, read in _read().documents.items() if read.is_markdown),
)
def test_the_preview_equals_a_full_reading(path: str, edition: Edition) -> None:
    said = "With *words* and [a link](https://example.com).\n"
    text = f"{_text(path)}\n\n## A section of its own\n\n{said}"

    _assert_same(*_amend(edition, path, text), {path: text})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"^title: .*", "title: Welcoming a customer"),
        (r"^owner: .*", "owner: COO"),
        (r"^owner: .*", "owner: COO\nstatus: retired"),
        (r"^aliases: .*", "aliases: [Welcome]"),
        (r"^\*\*Owner:\*\* [^·\n]*", "**Owner:** COO "),
        (r"^## Related\n(?:.*\n)*?(?=## |\Z)", ""),
        (r"^(\d+)\. ", r"\1. At once: "),
    ],
)
def test_the_preview_equals_a_full_reading_for_any_edit_of_a_procedure(
    old: str, new: str, edition: Edition
) -> None:
    before = _text(_ONBOARDING)
    text = re.sub(old, new, before, flags=re.MULTILINE)
    assert text != before

    _assert_same(*_amend(edition, _ONBOARDING, text), {_ONBOARDING: text})


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/roles.yaml", "[Chief Operating Officer]", "[Chief Operating Officer, Head]"),
        ("data/metrics.yaml", "definition: Monthly recurring revenue.", "definition: Revenue."),
        ("data/tools.yaml", "purpose: Team messaging", "purpose: Messages within the team"),
        ("data/vendors.yaml", "owner: roles/cto", "owner: roles/coo"),
        ("data/processes.yaml", "owner: customer-success-lead", "owner: coo"),
        ("data/risks.yaml", "[Health monitoring, Proactive outreach]", "[Health monitoring]"),
        ("data/improvements.yaml", "priority: high", "priority: low"),
        ("data/groups.yaml", "description: The company's founders.", "description: Who began."),
        ("data/areas.yaml", "Helps customers get value", "Leads customers to value"),
        ("data/channels.yaml", "title: ", "description: Whatever.\n  title: "),
    ],
)
def test_an_entry_of_a_register_is_previewed_in_the_same_way(
    path: str, old: str, new: str, edition: Edition
) -> None:
    text = _text(path).replace(old, new, 1)
    assert text != _text(path)

    found, entries = _amend(edition, path, text)

    assert len(entries) == 1
    _assert_same(found, entries, {path: text})


def test_an_unchanged_register_previews_nothing(edition: Edition) -> None:
    _, entries = _amend(edition, "data/roles.yaml", f"{_text('data/roles.yaml')}\n# A remark.\n")

    assert entries == ()


def test_an_amendment_sees_earlier_ones(edition: Edition) -> None:
    citing = f"{_text(_ONBOARDING)}\n\n## See also\n\n[Renewals](renewal-playbook.md)\n"
    cited = _text(_RENEWAL).replace("1. ", "1. Without delay: ", 1)

    first, _ = _amend(edition, _ONBOARDING, citing)
    second, entries = _amend(first, _RENEWAL, cited)

    _assert_same(second, entries, {_ONBOARDING: citing, _RENEWAL: cited})


def test_an_amendment_does_not_alter_the_original_handbook(edition: Edition) -> None:
    entry = edition.handbook.find("sops", "customer-onboarding")
    assert entry is not None
    before = page_of(edition, entry)

    _amend(edition, _ONBOARDING, _text(_ONBOARDING).replace("1. ", "1. Late: "))

    assert page_of(edition, entry) == before


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("sops/customer-success/new-one.md", _text(_ONBOARDING)),
        ("sops/support/customer-onboarding.md", _text(_ONBOARDING)),
        (_ONBOARDING, _text(_ONBOARDING).replace("owner: ", "owner: Nobody known as ", 1)),
        (_ONBOARDING, _text(_ONBOARDING).replace("---", "", 1)),
        (_ONBOARDING, ""),
        ("data/roles.yaml", f"{_text('data/roles.yaml')}\nnew-one:\n  title: New one\n"),
        ("data/roles.yaml", "ceo:\n  title: CEO\n"),
        ("data/metrics.yaml", _text("data/metrics.yaml").replace("  frequency:", "  often:")),
        ("data/metrics.yaml", _text("data/metrics.yaml").replace("daily", "hourly")),
        ("data/metrics.yaml", _text("data/metrics.yaml").replace("title: ", "title: New ")),
        ("data/settings.yaml", _text("data/settings.yaml")),
        ("docs/index.md", "# Home\n"),
        ("README.md", "# Read me\n"),
    ],
)
def test_edits_that_need_a_full_reading_are_not_previewed(
    path: str, text: str, edition: Edition
) -> None:
    assert with_text(edition.handbook, path, text) is None
