"""The examples in the guide and CONTRIBUTING.md are valid in this handbook."""

import re
from pathlib import Path
from textwrap import dedent

from handbook.checks import registry
from handbook.diagnostics import Severity
from handbook.load import load
from tests.support.handbooks import REPOSITORY, day_of, write_handbook

_GUIDE = REPOSITORY / "docs/guide"
_BLOCK = r"^##? {}\n.*?^```{}\n(.*?)^```$"


def _example(page: str, heading: str, language: str) -> str:
    """Return the first block in a language below a heading of a page of the guide."""
    text = (_GUIDE / page).read_text(encoding="utf-8")
    found = re.search(_BLOCK.format(heading, language), text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_the_procedure_of_the_guide_has_no_error_here() -> None:
    front = _example("procedure.md", "Fill in the front matter", "yaml")
    steps = _example("procedure.md", "Write the steps", "markdown")
    tool = _example("register.md", "Add an entry", "yaml")
    text = f"{front}\nTake on a vendor safely.\n\n{steps}"
    path = "sops/operations/taking-on-a-vendor.md"
    tools = (REPOSITORY / "data/tools.yaml").read_text(encoding="utf-8")
    misspelt = text.replace("**Owner:** Operations Manager", "**Owner:** Operation Manger")

    loaded = load(REPOSITORY, overlay={path: text, "data/tools.yaml": f"{tools}\n{tool}"})
    wrong = load(REPOSITORY, overlay={path: misspelt, "data/tools.yaml": f"{tools}\n{tool}"})

    found = [*loaded.faults, *registry.run(loaded.handbook, day_of(REPOSITORY)).diagnostics]
    assert [str(one) for one in found if one.severity is Severity.ERROR] == []
    described = loaded.handbook.sops["taking-on-a-vendor"]
    assert [described.process, described.entry.data["steps"][0]["owner"]] == [
        "vendor-onboarding",
        "operations-manager",
    ]
    messages = [*wrong.faults, *registry.run(wrong.handbook, day_of(REPOSITORY)).diagnostics]
    shown = _example("message.md", "Read a message", "")
    assert shown.strip() in [str(one) for one in messages]


def test_pages_kept_by_other_companies_name_no_tool_or_procedure_of_this_one() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    removed = re.search(r"^git rm -rq (docs/.*)$", readme, re.MULTILINE)
    assert removed is not None
    handbook = load(REPOSITORY).handbook
    tools = {one.title for one in handbook.entries("tools")}
    # Names that are also ordinary words do not count.
    names = sorted({*tools, *handbook.sops} - {"Linear", "Notion", "Lever"})
    any_of_them = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    pages = {
        page.relative_to(REPOSITORY).as_posix(): page.read_text(encoding="utf-8")
        for page in sorted((REPOSITORY / "docs").rglob("*.md"))
    }

    named = [
        (path, any_of_them.findall(text))
        for path, text in pages.items()
        if not path.startswith(tuple(removed[1].split()))
    ]

    assert [(path, found) for path, found in named if found] == []


def test_a_block_in_a_list_is_indented_to_continue_the_list() -> None:
    # Python-Markdown ends a list at text indented by less than four.
    short = re.compile(r"^ {1,3}```", re.MULTILINE)
    pages = (REPOSITORY / "docs").rglob("*.md")

    assert [page.name for page in pages if short.search(page.read_text(encoding="utf-8"))] == []


def test_the_example_register_does_not_exist_yet_and_has_no_error(tmp_path: Path) -> None:
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## Add a register\n")[2].partition("\n## ")[0]
    entries, schema = (
        dedent(block) for block in re.findall(r" +```(?:yaml|json)\n(.*?) +```", section, re.DOTALL)
    )
    found = re.search(r'"\$id": "([a-z]+)\.json"', schema)
    assert found is not None
    kind = found[1]

    write_handbook(tmp_path, {})
    assert not (tmp_path / f"data/schemas/{kind}.json").exists()
    files = {f"data/schemas/{kind}.json": schema, f"data/{kind}.yaml": entries}
    loaded = load(write_handbook(tmp_path, files, base=False))

    assert [str(fault) for fault in loaded.faults] == []
    (owner,) = (one.target for one in loaded.handbook.references if one.source.kind == kind)
    assert owner is not None
    concerns = loaded.handbook.kinds["discrepancies"].entry_schema["properties"]["concerns"]
    assert kind in concerns["items"]["refersTo"]


def test_published_files_are_linked_from_a_page() -> None:
    docs = REPOSITORY / "docs"
    pages = [*docs.rglob("*.md"), REPOSITORY / "mkdocs.yml"]
    texts = [page.read_text(encoding="utf-8") for page in pages]
    others = (file for file in docs.rglob("*") if file.is_file() and file.suffix != ".md")

    unshown = [file.name for file in others if not any(file.name in text for text in texts)]

    assert unshown == []


def test_the_picture_in_the_readme_exists() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")

    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", readme)

    assert pictures
    assert [one for one in pictures if not (REPOSITORY / one).is_file()] == []
