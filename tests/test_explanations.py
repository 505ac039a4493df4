"""Every code has a page of explanation, with examples that produce what they show."""

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from handbook.checks.registry import RULES, explanation
from tests.support.handbooks import REPOSITORY, problems, write_handbook

PAGES = REPOSITORY / "handbook" / "explanations"
CODES = sorted(RULES)
FRONT = """\
---
title: Watering plants
process: null
owner: Office Manager
review: every 6 months
---

Keep the plants alive.
"""
STEPS = "\n## Steps\n\n### Water the plants\n\n1. Give each plant a glass of water\n"


class Page(NamedTuple):
    """The parts of one explanation; files by path, of the wrong example and of the correct one."""

    title: str
    rule: str
    headings: list[str]
    why: str
    wrong: Mapping[str, str]
    messages: str
    right: Mapping[str, str]


def read_page(code: str) -> Page:
    text = explanation(code) or ""
    top, *sections = re.split(r"^## (?=Why it matters$|Wrong$|Right$)", text, flags=re.MULTILINE)
    why, wrong, right = (section.partition("\n")[2] for section in sections)
    return Page(
        title=top.splitlines()[0],
        rule=top.partition("\n")[2].strip(),
        headings=[section.splitlines()[0] for section in sections],
        why=why.strip(),
        wrong=files_in(wrong),
        messages="".join(re.findall(r"^```text\n(.*?)^```$", wrong, re.MULTILINE | re.DOTALL)),
        right=files_in(right),
    )


def files_in(section: str) -> dict[str, str]:
    fences = re.findall(
        r'^```\w+ title="([^"]+)"\n(.*?)^```$', section, flags=re.MULTILINE | re.DOTALL
    )
    return dict(fences)


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_the_standard_parts(code: str) -> None:
    page = read_page(code)

    assert page.title == f"# {code}"
    assert page.rule == RULES[code].sentence
    assert page.headings == ["Why it matters", "Wrong", "Right"]
    assert 1 <= len(re.findall(r"[.](?:\s|$)", page.why)) <= 4
    assert page.messages


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_produces_the_message_shown(
    code: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    page = read_page(code)
    if not page.wrong:
        assert page.messages == expected_in_example(code)
        return

    messages = "".join(f"{line}\n" for line in messages_of(tmp_path, page.wrong, code))

    if request.config.getoption("--bless"):
        file = PAGES / f"{code}.md"
        text = file.read_text(encoding="utf-8")
        text = text.replace(f"```text\n{page.messages}", f"```text\n{messages}", 1)
        file.write_text(text, encoding="utf-8")
    assert messages
    assert read_page(code).messages == messages


@pytest.mark.parametrize("code", CODES)
def test_the_correct_example_has_no_findings(code: str, tmp_path: Path) -> None:
    page = read_page(code)

    assert list(messages_of(tmp_path, page.right, code)) == []


def test_every_page_explains_a_code() -> None:
    assert sorted(page.stem for page in PAGES.iterdir()) == CODES


def test_an_unknown_code_has_no_page() -> None:
    assert explanation("no-such-code") is None
    assert explanation("../__init__") is None


def test_every_code_of_the_reader_has_a_rule() -> None:
    yielded = {
        code
        for file in sorted((REPOSITORY / "handbook").rglob("*.py"))
        for code in codes_in(ast.parse(file.read_text(encoding="utf-8")))
    }

    assert yielded
    assert yielded <= set(RULES)


def codes_in(tree: ast.AST) -> Iterator[str]:
    """Yield the codes that a module gives to diagnostics; they are always literals."""
    for node in ast.walk(tree):
        name = getattr(node, "func", None)
        called = getattr(name, "id", None) or getattr(name, "attr", None)
        if isinstance(node, ast.Call) and called in {"error", "fault", "refuse"}:
            texts = (inner.value for inner in node.args if isinstance(inner, ast.Constant))
            yield from (
                text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z-]+", text)
            )


def messages_of(root: Path, files: Mapping[str, str], code: str) -> Iterator[str]:
    """Yield the messages of a rule, without places, for files added to the clean example."""
    shutil.copytree(REPOSITORY / "tests" / "examples" / "clean", root, dirs_exist_ok=True)
    write_handbook(root, {}, base=False)
    added = {path: put_into(root / path, path, text) for path, text in files.items()}
    write_handbook(root, added, base=False)
    for problem in problems(root):
        if problem.code == code:
            yield f"{problem.severity}: {problem.message} [{problem.code}]"


def put_into(file: Path, path: str, text: str) -> str:
    """Return the whole file that an excerpt represents."""
    if path.endswith(".yaml") and file.exists():
        return "\n".join([without(file.read_text(encoding="utf-8"), text), text])
    if not path.endswith(".md") or text.startswith(("---", "# ")):
        return text
    before = file.read_text(encoding="utf-8").split("\n## Related")[0] if file.exists() else FRONT
    if text.startswith("### "):
        return f"{before}\n## Steps\n\n{text}"
    return before + ("" if file.exists() or "## Steps" in text else STEPS) + f"\n{text}"


def without(base: str, text: str) -> str:
    """Return a YAML mapping without the keys in another text."""
    for key in re.findall(r"^([\w-]+):", text, re.MULTILINE):
        base = re.sub(rf"^{key}:.*\n(?:[ \t#-].*\n|\n)*", "", base, flags=re.MULTILINE)
    return base


def expected_in_example(code: str) -> str:
    """Return the expected diagnostics in a code's example folder, without places."""
    text = (REPOSITORY / "tests" / "examples" / code / "expected.txt").read_text(encoding="utf-8")
    return re.sub(r"^\S+:\d+:\d+: ", "", text, flags=re.MULTILINE)
