"""Wrong arguments of macros are reported, and only those."""

import time
from pathlib import Path

import pytest

from tests.support.handbooks import found, procedure, write_handbook

FILES = {
    "docs/index.md": "# Home\n\n{{ register('sops', replacedBy='supplies') }}\n",
    "mkdocs.yml": "plugins: [{macros: {render_by_default: false, force_render_paths: index.md}}]\n",
    "sops/operations/orders.md": procedure(),
}


def test_an_unknown_id_is_reported(tmp_path: Path) -> None:
    write_handbook(tmp_path, FILES)

    assert found(tmp_path, "broken-macro") == [
        "docs/index.md:3:33: unknown replacedBy of sops: 'supplies'; write 'orders'"
    ]


def test_an_id_may_be_in_an_unreadable_file(tmp_path: Path) -> None:
    write_handbook(tmp_path, {**FILES, "sops/operations/supplies.md": "no front matter\n"})

    assert found(tmp_path, "broken-macro") == []


def test_a_choice_must_be_text(tmp_path: Path) -> None:
    page = FILES["docs/index.md"].replace("'supplies'", "3")
    write_handbook(tmp_path, {**FILES, "docs/index.md": page})

    assert found(tmp_path, "broken-macro") == [
        "docs/index.md:3:32: name a replacedBy of sops here, in quotation marks"
    ]


@pytest.mark.parametrize(
    ("page", "column", "opened", "end"),
    [
        ("{% if a %}{% set x = 1 %}y", 1, "{% if %}", "{% endif %}"),
        ("{% if a %}{% set x | replace('a', b='c') %}y", 11, "{% set %}", "{% endset %}"),
        ("{% if a %}x{% endif %}{% for b in c %}{{ x }}", 23, "{% for %}", "{% endfor %}"),
        ("{% if a %}x{% endif %}{{ x", 23, "{{", "}}"),
        ("x {%", 3, "{%", "%}"),
    ],
)
def test_an_unclosed_block_is_reported_with_its_end_tag(
    page: str, column: int, opened: str, end: str, tmp_path: Path
) -> None:
    write_handbook(tmp_path, {**FILES, "docs/index.md": f"# Home\n\n{page}\n"})

    (message,) = found(tmp_path, "broken-macro")

    assert message == (
        f"docs/index.md:3:{column}: this macro cannot be read: "
        f"'{opened}' is not closed; write '{end}' where it ends"
    )


@pytest.mark.parametrize(
    "page",
    [
        "{% if a %}" * 500,
        f"{{{{ {'(' * 500}1{')' * 500} }}}}",
        f"{{{{ {'-' * 2_000}1 }}}}",
    ],
    ids=["blocks", "brackets", "signs"],
)
def test_too_deep_nesting_is_reported(page: str, tmp_path: Path) -> None:
    write_handbook(tmp_path, {**FILES, "docs/index.md": f"# Home\n\n{page}\n"})

    (message,) = found(tmp_path, "broken-macro")

    assert message.startswith("docs/index.md:3:")
    assert "this macro cannot be read: blocks or brackets are nested too deeply" in message


def test_a_sum_that_is_too_long_is_reported_for_the_page(tmp_path: Path) -> None:
    page = f"# Home\n\n{{{{ 1{' + 1' * 5_000} }}}}\n"
    write_handbook(tmp_path, {**FILES, "docs/index.md": page})

    assert found(tmp_path, "broken-macro") == [
        (
            "docs/index.md:1:1: this macro cannot be read: blocks or brackets are nested too "
            "deeply; wrap literal braces in '{% raw %}' and '{% endraw %}'"
        )
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("register(sops)", "3:13: unknown name: 'sops'; put macro arguments in quotes"),
        ("link('sops', my-id)", "3:17: unknown name: 'my'; put macro arguments in quotes"),
        ("link(sops, 'x')", "3:9: unknown name: 'sops'; put macro arguments in quotes"),
        (
            "register(„sops“)",
            "3:13: this macro cannot be read: '„' is not a quotation mark here; write '\"'",
        ),
        ("nothing", "3:4: unknown macro: 'nothing'; 'handbook explain broken-macro' lists them"),
    ],
)
def test_missing_or_curly_quotes_are_reported(written: str, message: str, tmp_path: Path) -> None:
    page = f"# Home\n\n{{{{ {written} }}}}\n"
    write_handbook(tmp_path, {**FILES, "docs/index.md": page})

    assert found(tmp_path, "broken-macro")[:1] == [f"docs/index.md:{message}"]


@pytest.mark.parametrize(
    "written",
    [
        *('{ register("roles") }', '{register("roles")}', '{ {register("roles")} }'),
        *('{ register("roles") }}', '{ { register("roles") }}'),
    ],
)
def test_a_call_with_too_few_braces_is_reported(written: str, tmp_path: Path) -> None:
    write_handbook(tmp_path, {**FILES, "docs/index.md": f"# Home\n\nAll {written}\n"})

    assert found(tmp_path, "broken-macro") == [
        (
            f"docs/index.md:3:5: '{written}' is shown literally; "
            "write '{{ register(\"roles\") }}'"
        )
    ]


@pytest.mark.parametrize(
    "written",
    [
        *('`{ register("roles") }`', '    { register("roles") }', '{{ register("roles") }}'),
        *("{ nothing(of the kind) }", "{ register }", '\\{ register("roles") }'),
        '{% if 1 %}{{ register("roles") }}{% endif %}',
    ],
)
def test_other_text_in_braces_is_text(written: str, tmp_path: Path) -> None:
    write_handbook(tmp_path, {**FILES, "docs/index.md": f"# Home\n\n{written}\n"})

    assert found(tmp_path, "broken-macro") == []


def test_a_brace_before_many_spaces_is_scanned_once(tmp_path: Path) -> None:
    page = "# Home\n\n{" + " " * 50_000 + "a\n"
    write_handbook(tmp_path, {**FILES, "docs/index.md": page})
    before = time.process_time()

    assert found(tmp_path, "broken-macro") == []
    assert time.process_time() - before < 5
