"""`handbook explain` knows every code that `handbook check` can print."""

from pathlib import Path

import pytest

from handbook.checks.registry import RULES, explanation
from tests.support.commands import process, run, run_on_terminal, said


@pytest.mark.parametrize("code", list(RULES))
def test_a_piped_explanation_is_the_unformatted_page(code: str, tmp_path: Path) -> None:
    assert said(run(tmp_path, "explain", code)) == (0, explanation(code), "")


def test_a_code_may_be_pasted_with_its_brackets(tmp_path: Path) -> None:
    assert run(tmp_path, "explain", "[unused-entry]").stdout == explanation("unused-entry")


def test_explanations_need_no_handbook(tmp_path: Path) -> None:
    assert process(["explain", "unused-entry"], tmp_path).returncode == 0


def test_without_a_code_all_codes_are_listed(tmp_path: Path) -> None:
    code, shown, _ = said(run(tmp_path, "explain"))

    head, *lines = shown.splitlines()
    assert code == 0
    assert head.split() == ["Code", "Severity", "Problem"]
    assert [line.split()[0] for line in lines] == sorted(RULES)
    assert [line.split()[1] for line in lines] == [RULES[one].severity for one in sorted(RULES)]
    assert all(line.endswith(".") for line in lines)


def test_a_misspelt_code_is_one_sentence(tmp_path: Path) -> None:
    assert said(run(tmp_path, "explain", "unknwon-reference")) == (
        2,
        "",
        "handbook: unknown code: 'unknwon-reference'; did you mean 'unknown-reference'?\n",
    )
    assert said(run(tmp_path, "explain", "x")) == (
        2,
        "",
        "handbook: unknown code: 'x'; 'handbook explain' lists them\n",
    )


def test_a_terminal_gets_rendered_markdown(tmp_path: Path) -> None:
    page = explanation("unused-entry") or ""

    session = run_on_terminal(["explain", "unused-entry"], tmp_path, environment={"NO_COLOR": "1"})

    assert session.code == 0
    assert page.startswith("# ")
    assert page.splitlines()[0].removeprefix("# ") in session.screen
    assert "\n# " not in f"\n{session.screen}"
    assert max(len(line.rstrip()) for line in session.screen.splitlines()) <= 80
