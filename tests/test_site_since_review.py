"""A procedure's page says in words what changed since its last review."""

from pathlib import Path

from handbook.history.events import History
from handbook.load import load
from handbook.pages.edition import Edition
from handbook.pages.page import words
from handbook.pages.procedure import procedure_page
from tests.support.handbooks import TODAY, procedure, review, write_handbook
from tests.support.history import Repository

SUPPLIES = "sops/operations/supplies.md"
TOOLS = "pad:\n  title: Pad\n  category: HR\n  purpose: {}\n  owner: coo\n"
PROCESSES = "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"
HEAD = "What changed since the last review"


def text(step: str = "Count", more: str = "", after: str = "") -> str:
    return procedure(
        process="supplies",
        more=f"tools: [Pad]\n{more}",
        steps=f"### Count the stock\n\n1. {step}\n",
        after=after,
    )


def reviewed(root: Path) -> Repository:
    """Return a handbook whose procedure was reviewed on the 2nd, all of it committed that day."""
    kept = Repository(root)
    root.mkdir(exist_ok=True)
    kept.git("init", "--quiet")
    files = {
        "data/tools.yaml": TOOLS.format("Notes"),
        "data/processes.yaml": PROCESSES,
        SUPPLIES: text(more='version: "1.0"\n'),
    }
    write(kept, files)
    review(root, "supplies", "2026-11-02")
    record = root / "data/reviews/supplies.yaml"
    written = record.read_text(encoding="utf-8")
    record.write_text(written.replace("  fingerprint", "  version: '1.0'\n  fingerprint"), "utf-8")
    kept.commit_all("2026-11-02")
    return kept


def write(kept: Repository, files: dict[str, str]) -> None:
    """Write files over a minimal handbook."""
    write_handbook(kept.root, files)


def section_text(kept: Repository, history: History | None = None) -> str:
    """Return the text of the page about changes since the review; "" if there is none."""
    handbook = load(kept.root).handbook
    known = kept.history() if history is None else history
    edition = Edition(handbook=handbook, today=TODAY, edit=lambda _: None, history=known)
    html = procedure_page(edition, handbook.sops["supplies"]).html
    if HEAD not in html:
        return ""
    fold = html[html.index(HEAD) : html.index("</details>", html.index(HEAD))]
    return words(fold.replace("><", "> <")).removeprefix(HEAD).strip()


def test_an_unchanged_procedure_has_no_section(tmp_path: Path) -> None:
    kept = reviewed(tmp_path)
    kept.commit({SUPPLIES: text("Count  ", more='version: "1.0"\n')}, "2026-11-10")

    assert section_text(kept) == ""


def test_a_change_is_described_with_its_date(tmp_path: Path) -> None:
    kept = reviewed(tmp_path)
    kept.commit({SUPPLIES: text("Count twice", more='version: "1.0"\n')}, "2026-11-10")

    assert section_text(kept) == (
        "10 November 2026 Step 'Count the stock': action 'Count twice': text changed from Count "
        "to Count twice"
    )


def test_a_new_version_is_mentioned_first(tmp_path: Path) -> None:
    kept = reviewed(tmp_path)
    kept.commit({SUPPLIES: text("Weigh", more='version: "1.1"\n')}, "2026-11-10")

    assert section_text(kept).startswith(
        "Version 1.0 was reviewed; this is version 1.1. 10 November 2026 "
    )


def test_without_a_history_the_table_of_changes_is_used(tmp_path: Path) -> None:
    kept = reviewed(tmp_path)
    rows = "| Date | Change |\n|---|---|\n| 2026-11-12 | Weigh it |\n| 2026-10-01 | Old |\n"
    write(kept, {SUPPLIES: text("Weigh", 'version: "1.0"\n', f"\n## Changes\n\n{rows}")})

    assert section_text(kept, History()) == "12 November 2026 Weigh it"


def test_unknown_changes_are_reported_as_unknown(tmp_path: Path) -> None:
    kept = reviewed(tmp_path)
    write(kept, {SUPPLIES: text("Weigh", more='version: "1.0"\n')})

    assert section_text(kept, History()) == (
        "What changed in its text is not known: neither the git history available when "
        "this site was built nor its table of changes says."
    )


def test_changed_citations_are_described_too(tmp_path: Path) -> None:
    kept = reviewed(tmp_path)
    kept.commit({"data/tools.yaml": TOOLS.format("Sums")}, "2026-11-10")

    assert section_text(kept) == "10 November 2026 Pad: Purpose changed from Notes to Sums"
    assert section_text(kept, History()) == ("Pad: It has changed; how is not known.")


def test_a_removed_citation_is_identified_by_its_former_name(tmp_path: Path) -> None:
    kept = reviewed(tmp_path)
    tools = TOOLS.replace("pad", "book").replace("Pad", "Book").format("Sums")
    write(
        kept,
        {"data/tools.yaml": tools, SUPPLIES: text(more='version: "1.0"\n').replace("Pad", "Book")},
    )

    assert section_text(kept, History()).startswith("pad: It was removed.")


def test_a_citation_with_a_new_id_is_not_removed(tmp_path: Path) -> None:
    kept = reviewed(tmp_path)
    tools = TOOLS.replace("pad:", "book:").format("Sums")
    kept.commit({"data/tools.yaml": tools}, "2026-11-10")

    assert section_text(kept).startswith(
        "10 November 2026 Pad: Its address now ends in book instead of pad "
        "Purpose changed from Notes to Sums"
    )


def test_changes_on_the_review_day_itself_are_omitted(tmp_path: Path) -> None:
    kept = reviewed(tmp_path)
    kept.commit({"data/tools.yaml": TOOLS.format("x")}, "2026-11-02")
    kept.commit({"data/tools.yaml": TOOLS.format("Sums")}, "2026-11-10")

    assert section_text(kept) == "10 November 2026 Pad: Purpose changed from x to Sums"
