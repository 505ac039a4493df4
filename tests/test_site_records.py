"""Records become pages: everything a reader needs, in order, and safely escaped."""

from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.load import load
from handbook.pages.page import words
from tests.support.handbooks import BASE, procedure, review, write_handbook
from tests.support.pages import edition, page, pages

SUPPLIES = "sops/operations/supplies.md"
ADDRESS = "procedures/supplies/"
PROCESSES = "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"
NASTY = '"><script>alert(1)</script>{{ 7*7 }}'


def handbook(root: Path) -> Handbook:
    return load(root).handbook


def test_a_procedure_starts_with_what_its_reader_needs(tmp_path: Path) -> None:
    text = procedure(
        process="supplies",
        more='backup: COO\nversion: "1.2"\ntools: [slack]\n',
        after="## Scope\n\n**Triggers:** the shelf is empty\n",
    )
    tools = "slack:\n  title: Slack\n  category: HR\n  purpose: Talk\n  owner: roles/coo\n"
    files = {SUPPLIES: text, "data/processes.yaml": PROCESSES, "data/tools.yaml": tools}
    write_handbook(tmp_path, files)
    review(tmp_path, "supplies", "2026-10-12")

    html = page(tmp_path, ADDRESS).html

    assert words(html[: html.index('id="steps"') - 4]) == (
        "Procedures/Operations Ordering supplies Keep the office stocked. Status Current "
        "Owner COO Backup COO Version 1.2 Last review 12 October 2026 by COO, unchanged "
        "Next review 12 January 2027 in 7 weeks Start a run Suggest an edit "
        "More As Markdown Print Starts when The shelf is empty You need Slack"
    )


def test_related_documents_are_described_once(tmp_path: Path) -> None:
    text = procedure(more="related: [Stock checklist, Shelves]\n")
    boxes = "---\ntitle: {}\noccasion: meetings\n---\n\nCount.\n\n## Checklist\n\n- [ ] Count\n"
    files = {
        SUPPLIES: text,
        "data/checklists/stock.md": boxes.format("Stock checklist"),
        "data/checklists/shelves.md": boxes.format("Shelves"),
    }
    write_handbook(tmp_path, files)

    html = page(tmp_path, ADDRESS).html

    assert "Related Stock checklist Shelves checklist Reviews" in words(html)


def test_a_procedure_gives_its_effective_date(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(more="effective: 2026-11-02\n")})

    html = page(tmp_path, ADDRESS).html

    expected = '<dt>Effective</dt><dd><time datetime="2026-11-02">2 November 2026</time></dd>'
    assert expected in html


def test_a_procedure_names_its_audience_unless_it_is_for_everyone(tmp_path: Path) -> None:
    groups = "crew:\n  title: Crew\n  aliases: [The team]\n  members: [coo]\n"
    text = procedure(more="audience: [The team, Operations]\n")
    write_handbook(tmp_path, {SUPPLIES: text, "data/groups.yaml": groups})

    html = page(tmp_path, ADDRESS).html

    assert handbook(tmp_path).sops["supplies"].audience == ("groups/crew", "areas/operations")
    assert "<dt>For</dt>" in html
    assert '<a href="../../registers/groups/#crew">Crew</a>' in html
    assert '<a href="../../areas/operations/">Operations</a></dd>' in html


def test_a_step_shows_who_when_actions_and_outputs(tmp_path: Path) -> None:
    steps = (
        "### Count the stock\n\n**Owner:** COO · **When:** day 1-2 · **Timeline:** 2 days\n\n"
        "1. Open the **cupboard**\n   - with the key\n2. Count\n\n**Outputs:** list, sum\n"
    )
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps)})

    html = page(tmp_path, ADDRESS).html

    start = html.index("<li>", html.index('<ol class="hb-steps">'))
    assert words(html[start : html.index("</ol>\n<div")]) == (
        "Count the stock Owner: COO When: Day 1-2 Takes: 2 days Open the cupboard with the key "
        "Count Outputs List; sum"
    )
    assert "<strong>cupboard</strong>" in html


def test_a_procedure_gives_the_reason_for_caution(tmp_path: Path) -> None:
    files = {SUPPLIES: procedure(process="supplies"), "data/processes.yaml": PROCESSES}
    write_handbook(tmp_path, files)
    review(tmp_path, "supplies", "2026-01-10")
    write_handbook(tmp_path, {SUPPLIES: procedure(process="supplies", steps="### New\n\n1. Act\n")})

    html = page(tmp_path, ADDRESS).html

    note = html[html.index('<div class="hb-note') :]
    assert words(note[: note.index("</div>")]) == (
        "It has changed since its last review on 10 January 2026. "
        "Its review was due on 10 April 2026, 7 months ago. "
        "The owner is asked to read it and record a review."
    )


def test_a_procedure_to_be_retired_says_so_and_asks_for_no_review(tmp_path: Path) -> None:
    files = {SUPPLIES: procedure(process="supplies"), "data/processes.yaml": PROCESSES}
    write_handbook(tmp_path, files)
    review(tmp_path, "supplies", "2026-11-10")
    records = tmp_path / "data/reviews/supplies.yaml"
    retiring = records.read_text(encoding="utf-8").replace("unchanged", "retire")
    records.write_text(retiring, encoding="utf-8")

    html = page(tmp_path, ADDRESS).html

    note = html[html.index('<div class="hb-note') :]
    assert words(note[: note.index("</div>")]) == (
        "Its last review on 10 November 2026 decided that it should be retired. "
        "The owner is asked to retire it."
    )
    assert "Next review" not in html


@pytest.mark.parametrize(
    ("more", "word", "reason"),
    [
        ("", "Unlisted", "It does not describe any process in the inventory."),
        ("status: draft\n", "Draft", "This is a draft: it is still being written"),
        ("status: retired\n", "Retired", "This procedure is no longer in force."),
    ],
)
def test_each_status_has_its_word_and_its_reason(
    more: str, word: str, reason: str, tmp_path: Path
) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(more=more)})

    text = words(page(tmp_path, ADDRESS).html)

    assert f"Status {word} " in text
    assert reason in text


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (
            "8,2",
            "8 runs and 2 errors reported since 1 November 2026: 25% of runs go wrong. Used by",
        ),
        ("300,1", "1 error reported since 1 November 2026: 0.3% of runs go wrong. Used by"),
        ("300,0", "0 errors reported since 1 November 2026: 0% of runs go wrong. Used by"),
        ("0,1", "0 runs and 1 error reported since 1 November 2026. Used by"),
    ],
)
def test_a_procedure_shows_how_often_it_goes_wrong(
    count: str, sentence: str, tmp_path: Path
) -> None:
    counts = f"procedure,date,runs,errors\nsupplies,2026-11-01,{count}\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(), "data/usage/counts.csv": counts})

    assert sentence in words(page(tmp_path, ADDRESS).html)


def test_a_procedure_shows_how_exceptions_are_handled(tmp_path: Path) -> None:
    exceptions = (
        "## Exceptions\n\n| Scenario | Handling |\n|---|---|\n| The shelf is **full** | Wait |\n"
    )
    write_handbook(tmp_path, {SUPPLIES: procedure(after=exceptions)})

    html = page(tmp_path, ADDRESS).html

    assert "Exceptions The shelf is full Wait" in words(html)
    assert "<strong>full</strong>" in html


def test_a_procedure_in_a_folder_without_an_area_is_unlisted(tmp_path: Path) -> None:
    files = {
        "sops/elsewhere/supplies.md": procedure(process="supplies"),
        "data/processes.yaml": PROCESSES,
    }
    write_handbook(tmp_path, files)

    text = words(page(tmp_path, ADDRESS).html)

    assert "Status Unlisted " in text
    assert "The inventory or the table of contents does not list it." in text


def test_a_retired_entry_links_to_its_successor(tmp_path: Path) -> None:
    more = "status: retired\nreplacedBy: Buying\n"
    files = {SUPPLIES: procedure(more=more), "sops/operations/buying.md": procedure("Buying")}
    write_handbook(tmp_path, files)

    html = page(tmp_path, ADDRESS).html

    assert "This procedure is no longer in force: Buying replaces it." in words(html)
    assert 'buying/">Buying</a> replaces it' in html


def test_a_retired_successor_is_not_linked(tmp_path: Path) -> None:
    more = "status: retired\nreplacedBy: Ordering supplies\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(more=more)})

    assert "replaces it" not in words(page(tmp_path, ADDRESS).html)


def test_a_retired_entry_says_so_and_is_searchable(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(more="status: retired\n")})

    found = page(tmp_path, ADDRESS)

    assert found.retired
    assert found.found[0].title == "Ordering supplies"


def test_a_procedure_is_found_by_roles_tools_and_words_in_its_steps(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(more="aliases: [Shopping]\n")})

    found = page(tmp_path, ADDRESS)

    assert found.names == ("Shopping",)
    assert [(part.anchor, part.title, part.text) for part in found.found] == [
        ("", "Ordering supplies", "Keep the office stocked. · COO"),
        ("count-the-stock", "Count the stock", "Note what runs out"),
    ]


def test_a_metric_shows_the_target_in_the_register(tmp_path: Path) -> None:
    metrics = 'speed:\n  title: Speed\n  category: Support\n  target: ">= 80%"\n'
    text = procedure(after="## Metrics\n\n- Speed\n")
    write_handbook(tmp_path, {SUPPLIES: text, "data/metrics.yaml": metrics})

    html = page(tmp_path, ADDRESS).html

    assert (
        words(html[html.index("<tbody>") : html.index("</tbody>")]) == "Speed ≥ 80% Not defined yet"
    )


def test_more_than_six_changes_are_folded(tmp_path: Path) -> None:
    rows = "".join(f"| 2026-0{month} | Change {month} |\n" for month in range(1, 8))
    text = procedure(after=f"## Changes\n\n| Date | Change |\n|---|---|\n{rows}")
    write_handbook(tmp_path, {SUPPLIES: text})

    html = page(tmp_path, ADDRESS).html

    assert "<summary>7 changes</summary>" in html


def test_text_of_an_entry_is_never_markup_or_a_template(tmp_path: Path) -> None:
    text = procedure(title=f"'{NASTY}'", more=f"aliases: ['x{NASTY}']\n", steps="### A\n\n1. B\n")
    meeting = f"---\ntitle: '{NASTY}'\ncadence: weekly\npurpose: '{NASTY}'\n---\n"
    template = f"---\ntitle: '{NASTY}'\npurpose: x\nfor: sop\n---\n\n`{NASTY}`\n"
    tools = f"t:\n  title: '{NASTY}'\n  category: HR\n  purpose: '{NASTY}'\n  owner: roles/coo\n"
    roles = f"coo:\n  title: '{NASTY}'\n  description: '{NASTY}'\n  holders: ['{NASTY}']\n"
    files = {
        SUPPLIES: text.replace("owner: COO", "owner: coo"),
        "data/meetings/talk.md": meeting,
        "data/roles.yaml": roles,
        "data/templates/form.md": template,
        "data/tools.yaml": tools,
    }
    write_handbook(tmp_path, files)

    html = "".join(found.html for found in pages(edition(tmp_path)))

    assert "<script" not in html
    assert html.count("{{ 7*7 }}") > 10
    assert "49" not in words(html)


def test_a_meeting_compares_its_agenda_with_its_length(tmp_path: Path) -> None:
    meeting = (
        "---\ntitle: Round\ncadence: biweekly\nday: friday\ntime: 23:50\nduration: 20 min\n"
        "purpose: Talk.\n---\n\n## Agenda\n\n### News (5 min)\n\n- Who is new\n\n"
        "### Plans (15 min)\n"
    )
    write_handbook(tmp_path, {"data/meetings/round.md": meeting})

    shown = page(tmp_path, "meetings/round/")

    text = words(shown.html)
    assert [heading.title for heading in shown.headings][:3] == ["Agenda", "News", "Plans"]
    assert "How often Every two weeks Day Friday Time 23:50–00:10 Brussels time" in text
    assert "Agenda 20 minutes of 20 planned News Takes: 5 minutes Who is new Plans" in text


def test_an_agenda_with_an_item_of_unknown_length_has_no_total(tmp_path: Path) -> None:
    meeting = (
        "---\ntitle: Round\ncadence: weekly\nduration: 20 min\npurpose: Talk.\n---\n\n"
        "## Agenda\n\n### News (5 min)\n\n### Plans\n"
    )
    write_handbook(tmp_path, {"data/meetings/round.md": meeting})

    assert "Agenda News Takes: 5 minutes Plans" in words(page(tmp_path, "meetings/round/").html)


def test_a_template_shows_a_preview_and_its_text(tmp_path: Path) -> None:
    template = "---\ntitle: Form\npurpose: Ask.\nfor: sop\n---\n\n## Preview\n\n- [Name]\n"
    write_handbook(tmp_path, {"data/templates/form.md": template})

    html = page(tmp_path, "templates/form/").html

    assert '<h3 id="preview">Preview</h3><ul><li>[Name]</li></ul>' in html
    assert '<h2 id="preview-2">Preview</h2>' in html
    assert '<code id="source">## Preview\n\n- [Name]</code>' in html


def test_an_area_lists_undocumented_processes(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/processes.yaml": PROCESSES})

    text = words(page(tmp_path, "areas/operations/").html)

    assert "No procedures are documented here yet." in text
    assert "Not documented yet Supplies COO Not documented" in text


def test_every_page_has_one_title_and_unique_anchors(tmp_path: Path) -> None:
    text = procedure(steps="### Steps\n\n1. A\n\n### Used by\n\n1. B\n", after="## Reviews\n\nC\n")
    write_handbook(tmp_path, {SUPPLIES: text})

    for found in pages(edition(tmp_path)):
        ids = [heading.anchor for heading in found.headings]
        assert found.html.count("<h1") == 1, found.address
        assert len(ids) == len(set(ids)), found.address


def test_entries_named_in_the_settings_are_not_used_by_a_page(tmp_path: Path) -> None:
    settings = BASE["data/settings.yaml"] + 'codeOwners: {team: "@x/{role}", rest: COO}\n'
    write_handbook(tmp_path, {"data/settings.yaml": settings})

    assert "settings" not in page(tmp_path, "roles/coo/").html.lower()
