"""The code that runs inside MkDocs, as functions: macros, placeholders, front matter, the day."""

import inspect
import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from mkdocs.exceptions import ConfigurationError

from handbook.checks.macro_signatures import MACROS
from handbook.checks.registry import RULES, explanation
from handbook.load import SCHEMAS, load
from handbook.pages.page import words
from handbook.source.lazy import LazyData
from handbook.times import zone_of
from macros import clock, front_matter, navigation
from macros.calls import Macros
from macros.downloads import publish
from macros.explanations import html_of
from macros.long_lists import REPORTS
from macros.site import Site, SiteSettings, open_site
from macros.stash import Stash
from tests.support.commands import PINNED
from tests.support.handbooks import REPOSITORY, procedure, write_handbook

SUPPLIES = "sops/operations/supplies.md"
BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture(autouse=True)
def pinned(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pin the day to 21 November 2026, and clear the cached site between tests."""
    monkeypatch.setenv(clock.PINNED, PINNED["SOURCE_DATE_EPOCH"])
    yield
    open_site.cache_clear()


def site(root: Path, **files: str) -> Site:
    write_handbook(root, {SUPPLIES: procedure(), **files})
    return open_site(root, SiteSettings(edit="https://forge.example/edit/{path}"))


def test_large_data_of_a_procedure_stays_packed_during_a_build(tmp_path: Path) -> None:
    steps = "".join(f"### Step {number}\n\n1. Note what runs out\n\n" for number in range(20))
    opened = site(tmp_path, **{SUPPLIES: procedure(steps=steps)})

    assert isinstance(opened.handbook.sops["supplies"].entry.data, LazyData)


# Macros


def test_a_macro_leaves_a_placeholder_for_its_html(tmp_path: Path) -> None:
    opened = site(tmp_path)
    calls = Macros(opened, lambda: "reports/x/")

    mark = calls.link("roles", "coo")

    assert "<" not in mark
    assert opened.stash.fill(f"<p>Ask the {mark}.</p>") == (
        '<p>Ask the <a href="../../roles/coo/">COO</a>.</p>'
    )


def test_macros_without_arguments_need_no_register(tmp_path: Path) -> None:
    schemas = tmp_path / SCHEMAS
    schemas.mkdir(parents=True)
    for name in ("settings", "areas", "roles", "sops", "common"):
        shutil.copyfile(REPOSITORY / SCHEMAS / f"{name}.json", schemas / f"{name}.json")
    opened = site(tmp_path)
    calls = Macros(opened, lambda: "./")

    for name, macro in MACROS.items():
        if not any(slot.is_needed for slot in macro.slots):
            assert opened.stash.fill(getattr(calls, name)()) is not None, name


def test_every_macro_can_be_called_on_the_first_page(tmp_path: Path) -> None:
    opened = site(tmp_path)
    calls = Macros(opened, lambda: "./")
    given = {
        "register": ["tools"],
        "compact": ["tools"],
        "workflow": None,
        "link": ["roles", "coo"],
        "plan": None,
        "dashboard": None,
        "day": ["operations"],
        "gatherings": ["operations"],
        "improvement": ["log"],
        "vendors": ["contracts"],
    }

    for name in Macros.names():
        arguments = given.get(name, ["freshness"] if name in {"report", "outcome"} else [])
        if arguments is not None:
            mark = getattr(calls, name)(*arguments)
            assert words(opened.stash.fill(mark)) or name == "changes", name


def test_the_totals_of_a_report_are_shown_where_it_is_chosen(tmp_path: Path) -> None:
    opened = site(tmp_path)

    mark = Macros(opened, lambda: "reports/").outcome("freshness")

    assert (
        words(opened.stash.fill(mark))
        == "1 of 1 procedure needs an update; the lists show 1 of them as Unlisted."
    )


@pytest.mark.parametrize("name", ["ownership", "freshness", "inventory", "completeness", "rules"])
def test_every_report_has_a_table_or_says_that_it_is_empty(name: str, tmp_path: Path) -> None:
    opened = site(tmp_path)

    html = opened.stash.fill(Macros(opened, lambda: "reports/x/").report(name))

    assert "<table" in html or "Nothing to report." in html


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda calls: calls.link("roles", "cooo"),
            "roles has no entry 'cooo'; did you mean 'coo'?",
        ),
        (
            lambda calls: calls.register("tool"),
            "unknown register: 'tool'; did you mean 'tools'?",
        ),
        (
            lambda calls: calls.report("freshnes"),
            "unknown report: 'freshnes'; did you mean 'freshness'?",
        ),
        (
            lambda calls: calls.register("tools", categry="HR"),
            "tools has no property 'categry'; did you mean 'category'?",
        ),
        (
            lambda calls: calls.register("tools", kind="HR"),
            "tools has no property 'kind'",
        ),
        (
            lambda calls: calls.day("operation"),
            "areas has no entry 'operation'; did you mean 'operations'?",
        ),
        (
            lambda calls: calls.measures("speed"),
            "metrics has no entry 'speed'",
        ),
    ],
)
def test_a_wrong_name_in_a_macro_call_gets_a_suggestion(
    call: object, message: str, tmp_path: Path
) -> None:
    calls = Macros(site(tmp_path), lambda: "./")

    with pytest.raises(LookupError) as fault:
        call(calls)  # type: ignore[operator]

    assert fault.value.args == (message,)


def _takes(name: str) -> tuple[list[tuple[str, bool]], bool, bool]:
    """Return the parameters of a macro, each with whether it is required, and its variadics."""
    found = inspect.signature(getattr(Macros, name)).parameters.values()
    of = inspect.Parameter
    return (
        [
            (one.name, one.default is of.empty)
            for one in list(found)[1:]
            if one.kind in {of.POSITIONAL_ONLY, of.POSITIONAL_OR_KEYWORD}
        ],
        any(one.kind is of.VAR_POSITIONAL for one in found),
        any(one.kind is of.VAR_KEYWORD for one in found),
    )


def test_checks_know_every_macro_and_its_parameters() -> None:
    assert list(MACROS) == Macros.names()
    for name, macro in MACROS.items():
        slots = [(slot.name, slot.is_needed) for slot in macro.slots]
        assert _takes(name) == (slots, macro.rest is not None, macro.by_property), name


def test_checks_know_every_value_a_macro_accepts(tmp_path: Path) -> None:
    opened = site(tmp_path)
    calls = Macros(opened, lambda: "./")

    for name, macro in MACROS.items():
        for known in (slot.says for slot in macro.slots if isinstance(slot.says, tuple)):
            assert all(getattr(calls, name)(word) for word in known)
            with pytest.raises(LookupError):
                getattr(calls, name)("nothing like any")
    (reports,) = MACROS["report"].slots
    assert set(reports.says) == set(REPORTS)  # type: ignore[arg-type]


def test_the_page_on_broken_macros_lists_all_macros() -> None:
    listed = re.findall(r"`([a-z_]+)`", explanation("broken-macro") or "")

    assert set(MACROS) <= set(listed)


# Placeholders


def test_a_placeholder_on_its_own_line_replaces_the_paragraph() -> None:
    parts = Stash()
    mark = parts.store("<ul></ul>")

    assert parts.fill(f"<p>{mark}</p>\n<p>a {mark} b</p>") == "<ul></ul>\n<p>a <ul></ul> b</p>"


def test_an_unknown_placeholder_is_removed() -> None:
    assert Stash().fill("<p>a \ue0007\ue001 b</p>") == "<p>a  b</p>"


def test_search_includes_sentences_but_neither_lists_nor_code() -> None:
    parts = Stash()
    block, link = parts.store("<ul><li>x</li></ul>"), parts.store('<a href="y">Y</a>')

    html = f"<p>{block}</p><p>See {link}.</p><pre><code>**z**</code></pre>"

    assert words(parts.fill_words(html)) == "See Y."


# Front matter


def test_front_matter_can_neither_change_the_template_nor_hide_a_macro() -> None:
    meta: dict[str, object] = {
        "title": "A <b> & C",
        "description": '"><script>',
        "hide": ["toc"],
        "render_macros": True,
        "contents": "mine",
        "template": "other.html",
    }

    removed = list(front_matter.tidy(meta))

    assert removed == ["render_macros", "contents", "template"]
    assert meta == {
        "title": "A &lt;b&gt; &amp; C",
        "description": "&quot;&gt;&lt;script&gt;",
        "hide": ["toc"],
    }


def test_a_text_is_escaped_once_even_if_repeated() -> None:
    assert front_matter.escaped(front_matter.escaped("R&D <x>")) == "R&amp;D &lt;x&gt;"


# Navigation


def test_areas_in_use_are_below_the_contents(tmp_path: Path) -> None:
    areas = (
        "operations:\n  title: Operations\n  lead: coo\n"
        "rnd:\n  title: R&D\nold:\n  title: Old\n  status: retired\n"
    )
    write_handbook(tmp_path, {"data/areas.yaml": areas})
    nav = [{"Home": "index.md"}, {"Procedures": "procedures/index.md"}, "other.md"]

    extended = navigation.with_areas(nav, load(tmp_path).handbook)

    assert extended == [
        {"Home": "index.md"},
        {
            "Procedures": [
                "procedures/index.md",
                {"Operations": "areas/operations.md"},
                {"R&amp;D": "areas/rnd.md"},
            ]
        },
        "other.md",
    ]


def test_areas_are_below_the_contents_in_a_group_too(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/areas.yaml": "rnd:\n  title: R&D\n"})
    nav = [{"Daily work": [{"Procedures": "procedures/index.md"}, {"Tools": "tools/index.md"}]}]

    extended = navigation.with_areas(nav, load(tmp_path).handbook)

    procedures = ["procedures/index.md", {"R&amp;D": "areas/rnd.md"}]
    assert extended == [{"Daily work": [{"Procedures": procedures}, {"Tools": "tools/index.md"}]}]


def test_a_group_differs_from_a_section_by_having_a_page() -> None:
    nav = [
        {"Home": "index.md"},
        "other.md",
        {"Reports": ["reports/index.md", {"Coverage": "reports/coverage.md"}]},
        {"Upkeep": [{"Guide": "guide/index.md"}]},
        {"Empty": []},
    ]

    assert list(navigation.groups(nav)) == ["Upkeep"]


# The site


def test_a_site_lists_its_faults_with_links_to_fix_them(tmp_path: Path) -> None:
    opened = site(tmp_path, **{"data/roles.yaml": "coo:\n  titel: COO\n"})

    assert {found.code for found in opened.diagnostics} >= {"unknown-key", "missing-key"}
    assert opened.edition.edit("sops/a b.md") == "https://forge.example/edit/sops/a%20b.md"


def test_without_an_edit_address_there_is_no_link(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    assert open_site(tmp_path, SiteSettings()).edition.edit("sops/a.md") is None


def test_the_data_and_the_schemas_are_published(tmp_path: Path) -> None:
    opened = site(tmp_path / "book")

    publish(opened, tmp_path / "site")

    written = tmp_path / "site"
    assert '"supplies"' in (written / "api/v1/handbook.json").read_text(encoding="utf-8")
    assert sorted(file.name for file in (written / "schemas").iterdir()) == sorted(
        file.name for file in (REPOSITORY / "data/schemas").glob("*.json")
    )


def test_every_check_has_a_page_with_its_reason_and_examples() -> None:
    for code in RULES:
        text = (REPOSITORY / f"handbook/explanations/{code}.md").read_text(encoding="utf-8")
        html = html_of(text)

        assert html.startswith('<h2 id="why-it-matters">'), code
        assert "<h1" not in html, code


def test_an_explanation_shows_file_names() -> None:
    html = html_of(
        '# code\n\nRule.\n\n## Wrong\n\n```yaml title="a<b>.yaml"\nx: 1\n```\n\n```text\n```\n'
    )

    assert html == (
        '<h2 id="wrong">Wrong</h2><p class="hb-file">a&lt;b&gt;.yaml</p>'
        '<pre tabindex="0"><code class="language-yaml">x: 1\n</code></pre>'
    )


# The day


def test_the_day_is_in_the_company_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.PINNED, "1795302000")  # 23:00 on 21 November 2026 in Greenwich

    assert clock.today(ZoneInfo("UTC")) == date(2026, 11, 21)
    assert clock.today(BRUSSELS) == date(2026, 11, 22)


def test_a_day_that_is_not_a_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(clock.PINNED, "soon")

    with pytest.raises(ConfigurationError):
        clock.today(BRUSSELS)


def test_a_build_is_pinned_to_its_day_and_released_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(clock.PINNED)

    done = clock.pin(date(2026, 11, 21), BRUSSELS)
    pinned_to = clock.today(BRUSSELS)
    again = clock.pin(date(2030, 1, 1), BRUSSELS)
    clock.unpin()

    assert (done, again) == (True, False)
    assert pinned_to == date(2026, 11, 21)
    assert clock.PINNED not in os.environ


def test_an_unknown_time_zone_means_utc() -> None:
    assert zone_of({"timezone": "Mars/Olympus"}) == ZoneInfo("UTC")
