"""YAML is read like JSON, with a place for every key and value, and its traps are refused."""

import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handbook.diagnostics import Place
from handbook.source.text import UNPRINTABLE, Lines
from handbook.source.yaml import MAX_DEPTH, MAX_DIGITS, dump_yaml, read_yaml
from tests.core.yaml_texts import messages, read, routes


def data(text: str) -> Any:
    tree = read(text)
    assert tree.faults == []
    return tree.data


# --- scalars


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-0", 0),
        ("12", 12),
        ("-7", -7),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("1e3", 1000.0),
        ("1E+3", 1000.0),
        ("12e-1", 1.2),
        ("1e-999", 0.0),
        ("9" * MAX_DIGITS, int("9" * MAX_DIGITS)),
    ],
)
def test_a_scalar_has_its_json_type(written: str, value: Any) -> None:
    found = data(f"a: {written}")["a"]

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        *("no", "yes", "on", "off", "y", "n", "No", "NO", "True", "FALSE", "Null", "NULL"),
        *("12:30", "1:20:30", "2026-11-21", "2026-13-40", "2026-11-21 09:30:00"),
        *("010", "0o7", "0x1F", "0b1", "1_000", "+1", "1.", ".5", ".inf", "-.inf", ".nan"),
        *("1.2.3", "=", "<", "> 5", ">= 80%", "1e", "e5", "--1", "1 2", "€8", "a#b", "a:b"),
    ],
)
def test_scalars_unknown_to_json_are_text(text: str) -> None:
    assert data(f"a: {text}" if not text.startswith(">") else f"a: '{text}'") == {"a": text}


@pytest.mark.parametrize("quoted", ["'{}'", '"{}"'])
@pytest.mark.parametrize("text", ["", "null", "~", "true", "12", "1e999", "no"])
def test_quoted_scalars_are_text(quoted: str, text: str) -> None:
    assert data(f"a: {quoted.format(text)}") == {"a": text}


@pytest.mark.parametrize("mark", ["|-", ">-"])
def test_a_block_scalar_is_text(mark: str) -> None:
    assert data(f"a: {mark}\n  12\n") == {"a": "12"}


def test_a_key_is_always_text() -> None:
    assert data("12: a\ntrue: b\nnull: c\n1.5: d\n'': e\n? f\n") == {
        "12": "a",
        "true": "b",
        "null": "c",
        "1.5": "d",
        "": "e",
        "f": None,
    }


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "---", "---\n...\n"])
def test_an_empty_text_is_none(text: str) -> None:
    assert read(text).data is None
    assert read(text).faults == []


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("1e999", "number 1e999 is too large; quote it if it is text"),
        ("-1e999", "number -1e999 is too large; quote it if it is text"),
        ("9" * (MAX_DIGITS + 1), "this number is too long; quote it if it is text"),
        ("9" * 5000, "this number is too long; quote it if it is text"),
        ("-" + "9" * 5000, "this number is too long; quote it if it is text"),
        ("0." + "1" * 5000, "this number is too long; quote it if it is text"),
        ("1e" + "9" * 5000, "this number is too long; quote it if it is text"),
    ],
)
def test_a_number_out_of_range_is_refused(number: str, message: str) -> None:
    assert messages(f"a:\n  - {number}") == [f"a.yaml:2:5: {message} [unsafe-yaml]"]


# --- traps


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x 1", "1:4: anchor '&x' is not allowed; quote it if it is text"),
        ("&x a: 1", "1:1: anchor '&x' is not allowed; quote it if it is text"),
        ("a: 1\nb: *x", "2:4: alias '*x' is not allowed; quote it if it is text"),
        ("*x : 1", "1:1: alias '*x' is not allowed; quote it if it is text"),
        ("a: *emphasis", "1:4: alias '*emphasis' is not allowed; quote it if it is text"),
        ("a: !!str 1", "1:4: a tag ('!') is not allowed; quote it if it is text"),
        ("a: !x y", "1:4: a tag ('!') is not allowed; quote it if it is text"),
        ("a: ! y", "1:4: a tag ('!') is not allowed; quote it if it is text"),
        ("!x a: 1", "1:1: a tag ('!') is not allowed; quote it if it is text"),
        ("a: !!python/module:os x", "1:4: a tag ('!') is not allowed; quote it if it is text"),
        ("a: !!python/name:os.system", "1:4: a tag ('!') is not allowed; quote it if it is text"),
        ("a: !!binary aGk=", "1:4: a tag ('!') is not allowed; quote it if it is text"),
        ("a: 1\n<<: {b: 2}", "2:1: merge key '<<' is not allowed; write the keys out"),
        ("a:\n  <<: b", "2:3: merge key '<<' is not allowed; write the keys out"),
        ("a: 1\n---\nb: 2", "2:1: a second document starts here; a file may contain only one"),
        ("---\na: 1\n---", "3:1: a second document starts here; a file may contain only one"),
        ('a: "x\\0"', "1:4: character U+0000 cannot be printed; remove it"),
        ('a: "\\e[31m"', "1:4: character U+001B cannot be printed; remove it"),
        ('"\\x7f": 1', "1:1: character U+007F cannot be printed; remove it"),
        ('a: "\\L"', "1:4: character U+2028 cannot be printed; remove it"),
    ],
)  # fmt: skip
def test_a_trap_is_refused_in_place(text: str, message: str) -> None:
    assert messages(text) == [f"a.yaml:{message} [unsafe-yaml]"]


CUT_OFF = "as a comment; quote the whole value, or write a space after '#' if it is one"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("title: Refund #1\n", {"1:15": "#1"}),
        ("channel: #ops-alerts\n", {"1:10": "#ops-alerts"}),
        ("a:\n  - #1 first\n  - b\t#2\n", {"2:5": "#1", "3:7": "#2"}),
        ("a: [b #1\n, c]\n", {"1:7": "#1"}),
        ("a: b #1\n  and on\nc: d\n", {"1:6": "#1"}),
        ("a: b #1\n   and on: 2\n", {"1:6": "#1"}),
    ],
)
def test_text_cut_off_by_a_comment_is_reported(text: str, places: dict[str, str]) -> None:
    expected = [
        f"a.yaml:{place}: YAML reads '{word}' and the rest of the line {CUT_OFF} [unsafe-yaml]"
        for place, word in places.items()
    ]

    assert messages(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("a: b # c", "a: b #", "a: b ## c", "#a: b\nc: d", "a: b\n#c"),
        *("a: >-\n  b #1", "a: 'b #1'", "a: b#1", "a: 'b' #1", "a: b #---"),
    ],
)
def test_an_ordinary_comment_is_not_reported(text: str) -> None:
    assert messages(text) == []


def test_a_quoted_merge_key_is_a_key() -> None:
    assert data("'<<': 1") == {"<<": 1}


@pytest.mark.parametrize(
    ("text", "place"),
    [("[1]: 2", "1:1"), ("{a: 1}: 2", "1:1"), ("a:\n  ? [b]\n  : c", "2:5")],
)
def test_a_key_that_is_not_a_word_is_refused(text: str, place: str) -> None:
    assert messages(text) == [f"a.yaml:{place}: a key must be a plain word [yaml-syntax]"]


def test_a_colon_without_a_key_is_refused() -> None:
    assert messages("?\n: 1") == ["a.yaml:1:2: a key is missing before this colon [yaml-syntax]"]


def test_a_billion_laughs_is_refused_before_it_expands() -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 40)]

    assert messages("\n".join(lines)) == [
        "a.yaml:1:5: anchor '&a0' is not allowed; quote it if it is text [unsafe-yaml]"
    ]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[" * 100_000, MAX_DEPTH + 1),
        ("{a: " * 100_000, 4 * MAX_DEPTH + 1),
        ("- " * 100_000, 2 * MAX_DEPTH + 1),
        ("[" * 10_000 + "]" * 10_000, MAX_DEPTH + 1),
    ],
    ids=["open-lists", "open-mappings", "lists-on-one-line", "closed-lists"],
)
def test_nesting_is_refused_where_it_gets_too_deep(text: str, column: int) -> None:
    assert messages(text) == [f"a.yaml:1:{column}: nested deeper than 40 levels [unsafe-yaml]"]


def test_indentation_is_refused_where_it_gets_too_deep() -> None:
    text = "".join(f"{' ' * depth}a:\n" for depth in range(200))

    assert messages(text) == [
        f"a.yaml:{MAX_DEPTH + 1}:{MAX_DEPTH + 1}: nested deeper than 40 levels [unsafe-yaml]"
    ]


def test_the_value_of_a_duplicate_key_is_checked_too() -> None:
    assert messages("a: 1\na: [&x 1]") == [
        "a.yaml:2:1: key 'a' is already on line 1 [duplicate-key]",
        "a.yaml:2:5: anchor '&x' is not allowed; quote it if it is text [unsafe-yaml]",
    ]


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1

    assert data("[" * depth + "1" + "]" * depth)[0] is not None


# --- duplicate keys


def test_a_duplicate_key_is_reported_with_both_lines() -> None:
    tree = read("owner: a\ntitle: b\nowner: c\n'owner': d\n")

    assert tree.data == {"owner": "a", "title": "b"}
    assert [str(fault) for fault in tree.faults] == [
        "a.yaml:3:1: error: key 'owner' is already on line 1 [duplicate-key]",
        "a.yaml:4:1: error: key 'owner' is already on line 1 [duplicate-key]",
    ]


def test_duplicate_keys_are_reported_at_every_depth() -> None:
    assert messages("a:\n  b: {c: 1, c: 2}\n  b: 3\n") == [
        "a.yaml:2:13: key 'c' is already on line 2 [duplicate-key]",
        "a.yaml:3:3: key 'b' is already on line 2 [duplicate-key]",
    ]


def test_the_same_key_in_two_mappings_is_not_a_fault() -> None:
    assert data("a: {x: 1}\nb: {x: 2}\nc: [{x: 3}, {x: 4}]") == {
        "a": {"x": 1},
        "b": {"x": 2},
        "c": [{"x": 3}, {"x": 4}],
    }


def test_similar_keys_are_different_keys() -> None:
    assert data("a: 1\nA: 2\nа: 3\n") == {"a": 1, "A": 2, "а": 3}  # noqa: RUF001 - a Cyrillic letter


# --- places


def test_every_key_and_value_has_its_place() -> None:
    text = 'größe: 1\nteam:\n  - name: "Ren\u00e9 😀"\n    tools: [a, bc]\nlast:\n'

    tree = read(text)

    def at(*place: int) -> Place:
        return Place("a.yaml", *place)

    assert tree.keys == {
        ("größe",): at(1, 1, 5),
        ("team",): at(2, 1, 4),
        ("team", 0, "name"): at(3, 5, 4),
        ("team", 0, "tools"): at(4, 5, 5),
        ("last",): at(5, 1, 4),
    }
    assert tree.values == {
        (): at(1, 1, 1),
        ("größe",): at(1, 8, 1),
        ("team",): at(3, 3, 1),
        ("team", 0): at(3, 5, 1),
        ("team", 0, "name"): at(3, 11, 8),
        ("team", 0, "tools"): at(4, 12, 1),
        ("team", 0, "tools", 0): at(4, 13, 1),
        ("team", 0, "tools", 1): at(4, 16, 2),
        ("last",): at(5, 6, 1),
    }


def test_a_slice_of_a_text_has_places_in_the_whole() -> None:
    text = "---\ntitle: é\nowner: 5\n---\nBody: [\n"

    tree = read_yaml(Lines("a.md", text), 4, text.index("---\nBody"))

    assert tree.data == {"title": "é", "owner": 5}
    assert tree.values[("owner",)] == Place("a.md", 3, 8, 1)


def test_an_empty_value_is_placed_after_its_key() -> None:
    tree = read("a:\nb:\n")

    assert (tree.values[("a",)], tree.values[("b",)]) == (
        Place("a.yaml", 1, 3),
        Place("a.yaml", 2, 3),
    )


# --- writing

_TEXT = st.text(st.characters(exclude_categories=["Cs"]).filter(lambda c: not UNPRINTABLE.match(c)))
_PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**38), 10**38)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(_PLAIN)
@example("no")
@example("12:30")
@example("010")
@example("2026-11-21")
@example("45 min")
@example("1e5")
@example("<<")
@example("=")
@example("---")
@example("- a")
@example("# a")
@example("\ttab")
@example("a: b")
@example(" ")
@example("line\nline\n")
@example({"<<": 1, "": 2, "null": 3, "a" * 200: 4, "a\nb": 5})
@example([[], {}, [[]], {"a": {}}])
@example([1e16, 1e-7, 5e-324, 1.7976931348623157e308, -0.0])
def test_parse_inverts_dump(value: Any) -> None:
    tree = read(dump_yaml(value))

    assert tree.faults == []
    assert repr(tree.data) == repr(value)


@given(_PLAIN)
def test_every_value_has_a_place_inside_the_text(value: Any) -> None:
    text = dump_yaml(value)
    lines = text.split("\n")

    tree = read(text)

    assert set(tree.values) == routes(value)
    assert set(tree.keys) == {
        route for route in tree.values if route and isinstance(route[-1], str)
    }
    for place in (*tree.values.values(), *tree.keys.values()):
        assert place.column + place.length - 1 <= len(lines[place.line - 1]) + 1


def test_a_shared_object_is_written_twice() -> None:
    shared = {"roles/coo": "0123abcd"}

    assert dump_yaml([shared, shared]) == "- roles/coo: 0123abcd\n- roles/coo: 0123abcd\n"


def test_keys_are_written_in_order_and_text_without_needless_quotes() -> None:
    assert dump_yaml({"b": "45 min", "a": ["é", "0.1 beta", "1.1", "no", 1.5]}) == (
        "b: 45 min\na:\n- é\n- 0.1 beta\n- '1.1'\n- 'no'\n- 1.5\n"
    )


# --- time


@pytest.mark.parametrize(
    "unit",
    ["a: ", "- a\n", "? ", "a\n", "'", '"', "{a,", "[a,", "&a ", "!a ", "%a\n", "  ", "#", ": "],
)
def test_a_hostile_text_of_a_fifth_of_the_limit_answers_within_seconds(unit: str) -> None:
    text = unit * (200_000 // len(unit))

    start = time.process_time()
    read(text)

    assert time.process_time() - start < 10


def test_a_key_indented_like_its_contents_is_reported_once() -> None:
    text = "slack:\n  a: 1\n  b: 2\n  c: 3\n  zoom:\n  a: 4\n  d: {e: 1, e: 2}\n  b: 6\n  c: 7\n"

    beside = "'zoom' is indented the same as its contents; indent the contents further"
    assert messages(text) == [
        f"a.yaml:5:3: {beside} [duplicate-key]",
        "a.yaml:7:13: key 'e' is already on line 7 [duplicate-key]",
    ]


def test_a_duplicate_key_below_an_empty_one_is_reported_as_such() -> None:
    assert messages("a: 1\nb:\na: 2\n") == [
        "a.yaml:3:1: key 'a' is already on line 1 [duplicate-key]",
    ]
