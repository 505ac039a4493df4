"""`handbook fix` fixes problems with exactly one solution and leaves the rest to people."""

import json
from datetime import date
from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.checks import registry
from handbook.checks.check import Report
from handbook.fixes import fix
from tests.support.commands import run, said
from tests.support.fixing import OTHER, ROLES, SOP, remarks_of_fix, step_of, text_of
from tests.support.handbooks import BASE, procedure, review, write_handbook


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (procedure(steps=step_of("Ofice Manager")), procedure(steps=step_of("Office manager"))),
        (procedure(steps=step_of("ofice-manager")), procedure(steps=step_of("office-manager"))),
        (procedure().replace("owner:", "ownr:"), procedure()),
        (procedure().replace("## Steps", "## Stepps"), procedure()),
        (
            procedure(steps=step_of("COO").replace("Owner", "Ownr")),
            procedure(steps=step_of("COO")),
        ),
        (procedure().replace("title: ", "title:"), procedure()),
        (procedure(process="none"), procedure()),
        (procedure(process='"N/A"'), procedure()),
        (procedure(more="status: drafd\n"), procedure(more="status: draft\n")),
        (procedure(more="version: 1.10\n"), procedure(more='version: "1.10"\n')),
        (procedure(more="aliases: Buying\n"), procedure(more="aliases: [Buying]\n")),
        (
            procedure(after="See [steps](#step).\n\n## Notes\n\nSee [here](orderin.md#steps).\n"),
            procedure(after="See [steps](#steps).\n\n## Notes\n\nSee [here](ordering.md#steps).\n"),
        ),
        (
            procedure(after="See [it](https://example.com/our list.pdf).\n"),
            procedure(after="See [it](https://example.com/our%20list.pdf).\n"),
        ),
    ],
    ids=[
        "title",
        "id",
        "key",
        "heading",
        "label",
        "space",
        "none",
        "quoted none",
        "choice",
        "quotes",
        "list",
        "links",
        "space in an address",
    ],
)
def test_problems_with_one_solution_are_fixed(wrong: str, right: str, tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {SOP: wrong, "data/roles.yaml": ROLES})

    assert remarks_of_fix(root) == "fixed 1 file\n"

    assert text_of(root) == right


def test_differences_are_shown_and_nothing_is_written(tmp_path: Path) -> None:
    wrong = procedure(owner="Ofice manager").replace("## Steps", "## Stepps")
    root = write_handbook(tmp_path, {SOP: wrong, "data/roles.yaml": ROLES})

    code, out, remarked = said(run(root, "fix"))

    assert code == 1
    assert out.startswith(f"--- a/{SOP}\n+++ b/{SOP}\n@@ ")
    assert "-owner: Ofice manager\n+owner: Office manager\n" in out
    assert "-## Stepps\n+## Steps\n" in out
    assert remarked == "1 file would change; apply with --write\n"
    assert text_of(root) == wrong


@pytest.mark.parametrize(
    "more",
    [
        "aliases: Buying\n  more\n",
        "aliases: |-\n  Buying\n",
        "aliases:\n  >-\n  Buying\n",
        "reviw: every year\nrevew: every month\n",
        "status: dra\n  fd\n",
    ],
    ids=["two lines", "block", "folded", "two keys for one", "word on two lines"],
)
def test_fixes_that_would_be_misread_are_left_to_people(more: str, tmp_path: Path) -> None:
    text = procedure(more=more)
    root = write_handbook(tmp_path, {SOP: text.replace("review: every 3 months\n", "")})
    before = text_of(root)

    remarks_of_fix(root)

    assert text_of(root) == before


def test_a_misspelt_label_is_left_to_people_if_the_right_one_exists(tmp_path: Path) -> None:
    text = procedure(steps=step_of("COO · **Ownerr:** Office manager"))
    root = write_handbook(tmp_path, {SOP: text, "data/roles.yaml": ROLES})

    remarks_of_fix(root)

    assert text_of(root) == text


@pytest.mark.parametrize("title", ["Lead, stock", "Lead: stock", "Lead #stock", '"Lead" stock'])
def test_a_name_with_markup_is_not_inserted(title: str, tmp_path: Path) -> None:
    roles = BASE["data/roles.yaml"] + f"lead:\n  title: {json.dumps(title)}\n"
    text = procedure(owner="Leed stock", steps=step_of("Leed stock"))
    root = write_handbook(tmp_path, {SOP: text, "data/roles.yaml": roles})

    remarks_of_fix(root)

    assert text_of(root) == text


def test_a_link_target_is_fixed_and_stays_one_link(tmp_path: Path) -> None:
    link = 'See [it](../../docs/Fur-alle.md "Fur-alle.md").\n'
    root = write_handbook(tmp_path, {SOP: procedure(after=link), "docs/Für alle.md": "# All\n"})

    assert remarks_of_fix(root) == "fixed 1 file\n"

    right = '[it](../../docs/F%C3%BCr%20alle.md "Fur-alle.md")'
    assert text_of(root) == procedure(after=link.replace(link[4:-2], right))


def test_an_impossible_fix_does_not_block_others(tmp_path: Path) -> None:
    wrong = procedure(after="See [it](closin.md).\n")
    # A link in a heading is not part of the words that would be replaced.
    unread = procedure(title="Other", after="## Scop [e](ordering.md)\n\n**Applies to:** all\n")
    root = write_handbook(tmp_path, {SOP: wrong, OTHER: unread})

    run(root, "fix", "--write")

    assert text_of(root) == wrong.replace("closin.md", "closing.md")


def test_a_link_to_a_removed_file_is_not_redirected(tmp_path: Path) -> None:
    link = procedure(after="[At risk](at-risk-playbook.md), [Start](starting-playbook.md)\n")
    other = procedure(title="Adoption playbook", process="null")
    files = {SOP: link, "sops/operations/adoption-playbook.md": other}
    root = write_handbook(tmp_path, files)

    code, out, remarked = said(run(root, "fix"))
    faults = [line for line in run(root, "check", SOP).stdout.splitlines() if "link" in line]

    assert (code, out) == (1, "")
    assert "2 errors left to fix by hand" in remarked
    assert [fault.partition("does not exist: ")[2] for fault in faults] == [
        "'sops/operations/at-risk-playbook.md' [broken-link]",
        "'sops/operations/starting-playbook.md' [broken-link]",
    ]


def test_ambiguous_problems_are_left_to_people(tmp_path: Path) -> None:
    roles = ROLES + "office-manageress:\n  title: Office managers\n"
    wrong = procedure(steps=step_of("Office manaer"))
    root = write_handbook(tmp_path, {SOP: wrong, "data/roles.yaml": roles})

    code, out, remarked = said(run(root, "fix", "--write"))

    assert (code, out) == (1, "")
    assert remarked.startswith("nothing to fix automatically\n")
    assert remarked.endswith("1 error left to fix by hand; 'handbook check' lists it\n")
    assert text_of(root) == wrong


def test_references_to_a_removed_role_are_not_reassigned(tmp_path: Path) -> None:
    files = {
        "data/areas.yaml": BASE["data/areas.yaml"] + "  aliases: [Office team]\n",
        "data/groups.yaml": "clerks:\n  title: Clerks\n  members: [office-lead]\n",
        "mkdocs.yml": "plugins: [macros]\n",
        "docs/index.md": '# Home\n\n{{ link("roles", "front-office-lead") }}\n',
        "data/roles.yaml": BASE["data/roles.yaml"] + "front-office-manager:\n  title: Host\n",
    }
    root = write_handbook(tmp_path, {SOP: procedure(), **files})

    code, out, remarked = said(run(root, "fix"))

    assert (code, out) == (1, "")
    assert "2 errors left to fix by hand" in remarked


def test_line_endings_and_the_byte_order_mark_are_preserved(tmp_path: Path) -> None:
    wrong = "\ufeff" + procedure(owner="Ofice manager").replace("\n", "\r\n")
    root = write_handbook(tmp_path, {SOP: wrong, "data/roles.yaml": ROLES})

    remarks_of_fix(root)

    assert text_of(root) == wrong.replace("Ofice manager", "Office manager")


def test_only_the_given_paths_are_fixed(tmp_path: Path) -> None:
    files = {
        SOP: procedure(owner="Ofice manager"),
        OTHER: procedure("Closing", owner="Ofice manager"),
    }
    files["data/roles.yaml"] = ROLES
    root = write_handbook(tmp_path, files)

    assert remarks_of_fix(root, OTHER) == "fixed 1 file\n"

    assert text_of(root) == files[SOP]
    assert said(run(root, "fix", "nowhere"))[0] == 2


def test_code_owners_are_regenerated(tmp_path: Path) -> None:
    settings = BASE["data/settings.yaml"] + 'codeOwners: {team: "@example/{role}", rest: coo}\n'
    root = write_handbook(tmp_path, {SOP: procedure(), "data/settings.yaml": settings})

    assert remarks_of_fix(root) == "fixed 1 file\n"

    assert "/sops/operations/ordering.md @example/coo\n" in text_of(root, "CODEOWNERS")


def test_editor_files_are_regenerated(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {SOP: procedure()})
    said(run(root, "editors", "--write"))
    write_handbook(root, {"data/roles.yaml": ROLES, ".vscode/schemas/old.json": "{}"}, base=False)

    assert remarks_of_fix(root) == "fixed 3 files\n"

    assert "office-manager" in text_of(root, ".vscode/schemas/names/roles.json")
    assert not (root / ".vscode/schemas/old.json").exists()


def test_reviews_move_with_their_procedure(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {SOP: procedure(), OTHER: procedure("Closing")})
    for name, day in (("ordering", "2026-11-02"), ("closing", "2026-11-03")):
        review(root, name, day)
    there, wrong = root / "data/reviews/ordering.yaml", root / "data/reviews/old.yaml"
    text = there.read_text(encoding="utf-8")
    there.rename(wrong)

    assert remarks_of_fix(root) == "fixed 2 files\n"

    assert there.read_text(encoding="utf-8") == text
    assert not wrong.exists()

    # If the target file exists, a person has to merge the two.
    closing = root / "data/reviews/closing.yaml"
    closing.write_text(text, encoding="utf-8")
    remarks_of_fix(root)
    assert closing.read_text(encoding="utf-8") == text


def test_reviews_of_a_procedure_in_two_files_are_left_to_people(
    tmp_path: Path,
) -> None:
    root = write_handbook(tmp_path, {SOP: procedure()})
    review(root, "ordering", "2026-11-02")
    there = root / "data/reviews/ordering.yaml"
    text = there.read_text(encoding="utf-8")
    there.rename(root / "data/reviews/one.yaml")
    (root / "data/reviews/two.yaml").write_text(text, encoding="utf-8")

    assert remarks_of_fix(root).startswith(
        "nothing to fix automatically\n2 errors left to fix by hand"
    )

    assert sorted(file.name for file in there.parent.iterdir()) == ["one.yaml", "two.yaml"]


def test_moved_files_are_written_before_the_old_ones_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_handbook(tmp_path, {SOP: procedure()})
    review(root, "ordering", "2026-11-02")
    there, wrong = root / "data/reviews/ordering.yaml", root / "data/reviews/a.yaml"
    there.rename(wrong)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.fsync", refuse)

    assert said(run(root, "fix", "--write"))[0] == 2
    assert wrong.exists()


@pytest.mark.parametrize("path", [".vscode/schemas/old.json", ".vscode/schemas/roles.json"])
def test_a_regenerated_file_may_have_been_binary(path: str, tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {SOP: procedure()})
    said(run(root, "editors", "--write"))
    (root / path).write_bytes(b"\xff\xfe\x00")

    assert remarks_of_fix(root) == "fixed 1 file\n"


def test_a_macro_call_is_fixed_in_its_page(tmp_path: Path) -> None:
    page = '# Home\n\n{{ lnk("rols", "co") }} and [it](guied.md)\n'
    files = {"docs/index.md": page, "docs/guide.md": "# It\n", "mkdocs.yml": "plugins: [macros]\n"}
    root = write_handbook(tmp_path, files)

    assert remarks_of_fix(root) == "fixed 1 file\n"

    fixed = '# Home\n\n{{ link("roles", "coo") }} and [it](guide.md)\n'
    assert text_of(root, "docs/index.md") == fixed


def test_check_counts_the_fixable_problems(tmp_path: Path) -> None:
    files = {SOP: procedure(), "data/roles.yaml": ROLES}
    root = write_handbook(tmp_path, files)

    assert "cure" not in said(run(root, "check"))[2]
    write_handbook(root, {SOP: procedure().replace("owner:", "ownr:")}, base=False)
    assert said(run(root, "check"))[2] == "1 problem can be fixed with 'handbook fix'\n"


def test_check_does_not_count_impossible_fixes(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {SOP: procedure(more="aliases: Buying\n  more\n")})

    assert said(run(root, "check"))[2] == ""


def test_fixes_that_would_duplicate_something_are_left_to_people(tmp_path: Path) -> None:
    # Both headings resemble the known one, which may occur only once.
    wrong = procedure(after="## Exceptons\n\n- None\n\n## Exceptons\n\n- None\n", owner="COO")
    root = write_handbook(tmp_path, {SOP: wrong, "data/roles.yaml": ROLES})

    remarks_of_fix(root)

    assert text_of(root) == wrong


def test_generated_files_are_not_written_while_errors_remain(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {SOP: procedure(owner="Nobody")})
    said(run(root, "editors", "--write"))
    write_handbook(root, {"data/roles.yaml": ROLES}, base=False)

    assert remarks_of_fix(root) == (
        "nothing to fix automatically\n"
        "cannot look for renames: the handbook is not in a git repository\n"
        "1 error left to fix by hand; 'handbook check' lists it\n"
        "generated files are outdated; run 'handbook fix' again after that\n"
    )


def test_nothing_is_written_through_a_link_outside_the_root(tmp_path: Path) -> None:
    root = write_handbook(tmp_path / "root", {SOP: procedure()})
    said(run(root, "editors", "--write"))
    write_handbook(root, {"data/roles.yaml": ROLES}, base=False)
    (root / ".vscode").rename(tmp_path / "elsewhere")
    (root / ".vscode").symlink_to(tmp_path / "elsewhere")

    code, _, remarked = said(run(root, "fix", "--write"))

    assert code == 2
    assert "is outside the handbook, through a symbolic link; nothing was written" in remarked


def test_an_explicitly_empty_list_gets_no_item(tmp_path: Path) -> None:
    text = procedure(more="tools: none\n")
    write_handbook(tmp_path, {SOP: text})

    remarks_of_fix(tmp_path)

    assert text_of(tmp_path) == text


def test_a_clean_handbook_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[Handbook] = []

    def judge(handbook: Handbook, today: date) -> Report:
        judged.append(handbook)
        return registry.run(handbook, today)

    monkeypatch.setattr(fix, "run", judge)
    write_handbook(tmp_path, {SOP: procedure()})
    run(tmp_path, "fix")
    assert len(judged) == 1


def test_missing_braces_of_a_macro_are_added(tmp_path: Path) -> None:
    files = {
        "docs/index.md": '# Home\n\n{ link("roles", "coo") }\n',
        "mkdocs.yml": "plugins: [macros]\n",
    }
    root = write_handbook(tmp_path, files)

    assert remarks_of_fix(root) == "fixed 1 file\n"
    assert text_of(root, "docs/index.md") == '# Home\n\n{{ link("roles", "coo") }}\n'
