"""Any text is printed as intended: nothing is lost, run as code, or fatal to the typesetter."""

import base64
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from handbook.pdf import typeset as typesetter
from handbook.pdf.drawings import drawing
from handbook.pdf.markup import read
from handbook.pdf.pieces import words
from handbook.pdf.typeset import typeset
from handbook.source.html import Renderer
from handbook.source.markdown import Anchors, parse, plain
from tests.site.attack.payloads import ADDRESS, COMMAND, EVALUATED, FILE, LONG, TITLES
from tests.support.handbooks import BASE, REPOSITORY, RISKS, procedure, risks, write_handbook
from tests.support.pdfs import PrintedPdf, everything, one_procedure, printed, without_breaks

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
# Markup in the typesetter's own language.
TYPST = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "#panic()",
    "$x^2$ *b* _i_ = Heading <label> @reference `raw` // gone",
    "#{while true {}}",
    "\\u{41} ~ -- --- ...",
)


def _steps(text: str) -> str:
    return f"### Count the stock\n\n1. Note what runs out\n\n{text}\n"


@pytest.mark.parametrize(("actions", "pages"), [(36, 1), (42, 1), (52, 2)])
def test_a_text_slightly_longer_than_a_page_is_set_tighter(
    actions: int, pages: int, tmp_path: Path
) -> None:
    shelves = "".join(f"1. Count shelf {number}\n" for number in range(actions))
    change = "| Version | Date | Change |\n| -- | -- | -- |\n| 1.0 | 2026-09-30 | Written |\n"

    sheets, made = printed(
        one_procedure(tmp_path, steps=f"### One\n\n{shelves}\n## Changes\n\n{change}")
    )

    assert len(sheets.pages) == pages
    assert made.accessible
    assert len(sheets.pages[-1].split()) > 50


def test_typesetter_markup_is_text(tmp_path: Path) -> None:
    lines = "\n".join(f"1. {text.replace('`', '')}" for text in TYPST)
    files = {"data/tools.yaml": "glue:\n  title: '#panic() $x$'\n  category: x\n  purpose: y\n"}

    sheets, _ = printed(one_procedure(tmp_path, files, steps=f"### One\n\n{lines}\n"))

    assert without_breaks('#read("/etc/passwd")') in sheets.words
    assert without_breaks('#import "@preview/cetz:0.3.0"') in sheets.words
    assert without_breaks("#{while true {}}") in sheets.words
    assert "root:" not in sheets.words


@pytest.mark.parametrize("title", TITLES)
def test_malicious_titles_are_text(title: str, tmp_path: Path) -> None:
    quoted = title.replace("'", "''")
    write_handbook(
        tmp_path,
        {
            "sops/operations/supplies.md": procedure(f"'{quoted}'"),
            "data/tools.yaml": (
                f"glue:\n  title: '{quoted}'\n  category: Other\n  purpose: '{quoted}'\n"
            ),
        },
    )

    sheets, _ = printed(everything(tmp_path))

    assert sheets.words.count(without_breaks(title)) >= 2
    assert EVALUATED not in sheets.words


def test_malicious_texts_are_text_and_links_run_no_script(tmp_path: Path) -> None:
    steps = f"### One\n\n1. {LONG}\n   - {COMMAND}\n\n{LONG}\n\n```\n{LONG}\n```\n"
    quoted = COMMAND.replace("'", "''")
    areas = f"operations:\n  title: Operations\n  description: '{quoted}'\n"
    files = {"data/areas.yaml": areas}

    document = one_procedure(tmp_path, files, steps=steps, after=f"\n## {COMMAND}\n\n<{ADDRESS}>\n")
    sheets, _ = printed(document)

    assert without_breaks("<script>window.pwned=1</script>") in sheets.words
    assert without_breaks(COMMAND) in sheets.words
    assert not Path(FILE).exists()
    addresses = [link.to for link in sheets.links if isinstance(link.to, str)]
    assert all(address.startswith(("https://", "http://", "mailto:")) for address in addresses)
    assert "/JavaScript" not in sheets.root.get("/Names", {})
    assert "/OpenAction" not in sheets.root


def test_headings_that_skip_a_level_do_not_fail(tmp_path: Path) -> None:
    after = "\n## History\n\n###### Deep\n\nOnce.\n\n#### Less deep\n\nTwice.\n"

    sheets, made = printed(one_procedure(tmp_path, after=after))

    assert made.accessible
    assert [word in sheets.words for word in ("Deep", "Lessdeep", "Twice.")] == [True] * 3


def test_a_long_table_repeats_its_header_on_every_page(tmp_path: Path) -> None:
    rows = "".join(f"| row {number} | {'word ' * 20} |\n" for number in range(120))
    table = f"\n## Cases\n\n| Rarely | Handling |\n| --- | --- |\n{rows}"

    sheets, _ = printed(one_procedure(tmp_path, after=table))

    pages = [body for body in sheets.bodies if "row " in body]
    assert len(pages) > 3
    assert all("Rarely" in body for body in pages)
    assert all(f"row{number}word" in sheets.words for number in range(120))


def test_words_longer_than_a_line_are_broken(tmp_path: Path) -> None:
    address = "https://example.com/" + "a-very-long-part/" * 20 + "x" * 300

    document = one_procedure(
        tmp_path,
        steps=_steps(
            f"`{'y' * 400}` and <{address}>\n\n"
            f"| A | B | C |\n| - | - | - |\n| {'z' * 200} | b | c |"
        ),
    )
    sheets, _ = printed(document)

    # A line of the page holds about ninety letters.
    assert max(len(line) for body in sheets.bodies for line in body.splitlines()) < 110
    assert "y" * 400 in sheets.words
    assert without_breaks(address.removeprefix("https://")) in sheets.words
    assert "z" * 200 in sheets.words


def test_a_symbol_missing_from_all_fonts_is_named(tmp_path: Path) -> None:
    sheets, made = printed(one_procedure(tmp_path, steps=_steps("Ship it 🚀 to 🇧🇪 ❤️ ≥ → ✓ ☐")))

    assert made.accessible
    assert "Shipit(rocket)toBE" in sheets.words
    assert all(sign in sheets.words for sign in "≥→✓☐")


def test_letters_of_european_languages_are_available(tmp_path: Path) -> None:
    text = "Příliš žluťoučký kůň, Straße, Ærø, Łódź, Ελλάδα, Київ, œuvre, €5 – “so”"

    sheets, made = printed(one_procedure(tmp_path, steps=_steps(text)))

    assert made.accessible
    assert without_breaks(text) in sheets.words


def test_a_document_that_cannot_be_accessible_is_still_printed(tmp_path: Path) -> None:
    document = one_procedure(tmp_path)

    sheets, made = printed(replace(document, data={**document.data, "title": ""}))

    assert not made.accessible
    assert "Notewhatrunsout" in sheets.words


def test_letters_without_any_font_are_named_and_not_claimed_to_be_accessible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = one_procedure(tmp_path, steps=_steps("日本語"))
    monkeypatch.setattr(
        typesetter, "_sets_with_system_fonts", lambda characters: "本" not in json.loads(characters)
    )

    _, made = printed(document)

    assert (made.missing, made.accessible) == ("本", False)


def test_right_to_left_text_has_its_full_stop_on_the_left(tmp_path: Path) -> None:
    steps = "### One\n\n1. אתה חדש.\n2. Count אתה.\n"

    sheets, made = printed(one_procedure(tmp_path, steps=steps))

    # In visual order, from the left.
    assert "1..חדשאתה2.Countאתה." in sheets.words
    assert made.accessible


def test_letters_missing_from_all_fonts_do_not_fail(tmp_path: Path) -> None:
    document = one_procedure(tmp_path, steps=_steps("日本語 and ꙮ"))

    sheets, made = printed(document)

    assert set(made.missing) <= set("日本語ꙮ")
    assert "Notewhatrunsout" in sheets.words


def test_a_picture_is_printed_and_an_invalid_one_shows_its_text(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "dot.png").write_bytes(PIXEL)
    (tmp_path / "docs" / "no.png").write_bytes(b"this is no picture")
    (tmp_path / "docs" / "link.png").symlink_to("/etc/passwd")
    pictures = "\n\n".join(
        f"![words of {name}](../../docs/{name}.png)" for name in ("dot", "no", "link", "gone")
    )

    sheets, _ = printed(one_procedure(tmp_path, steps=_steps(pictures)))

    shown = sum(len(page.images) for page in sheets.reader.pages)
    assert shown == 1
    assert [f"[wordsof{name}]" in sheets.words for name in ("dot", "no", "link", "gone")] == [
        False, True, True, True,
    ]  # fmt: skip


def test_a_picture_cannot_include_another_file(tmp_path: Path) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'width="20" height="20"><image xlink:href="book.typ" href="file:///etc/passwd" width="9" '
        'height="9"/><script>alert(1)</script><text>inside</text></svg>'
    )
    write_handbook(tmp_path, {"docs/evil.svg": svg})

    sheets, _ = printed(one_procedure(tmp_path, steps=_steps("![evil](../../docs/evil.svg)")))

    assert "root:" not in sheets.words


def test_alerts_code_lists_and_drawings_are_printed(tmp_path: Path) -> None:
    text = (
        "> [!WARNING]\n> Mind the gap.\n\n"
        "```python\nprint('hello')   # two  spaces\n```\n\n"
        "- [x] ticked\n- [ ] open\n\n"
        "```mermaid\nflowchart TD\n  a[Begin here] --> b[End there]\n```\n"
    )

    sheets, made = printed(one_procedure(tmp_path, steps=_steps(""), after=f"\n## More\n\n{text}"))

    assert made.accessible
    for word in ("Warning", "Mindthegap.", "print('hello')#twospaces", "ticked", "Beginhere"):
        assert word in sheets.words, word


def test_every_word_of_this_handbook_is_kept_in_pieces() -> None:
    for file in sorted(REPOSITORY.glob("sops/*/*.md")) + sorted(REPOSITORY.glob("data/*/*.md")):
        text = file.read_text(encoding="utf-8")
        nodes = parse(text[text.index("\n---\n") + 5 :]).nodes
        html = Renderer(lambda href: href, Anchors()).html(nodes)

        assert without_breaks(words(read(html, "procedures/x/"))) == without_breaks(plain(nodes)), (
            file
        )


def test_every_part_of_a_drawing_is_styled_for_print() -> None:
    styles = (REPOSITORY / "macros" / "assets" / "styles").glob("7*.css")
    dressed = {
        name for file in styles for name in re.findall(r"\.(hb-d__[\w-]+)", file.read_text())
    }

    svg = drawing('<svg width="1" height="1"></svg>')["svg"]

    assert dressed
    assert dressed <= set(re.findall(r"\.(hb-d__[\w-]+)", svg))


def test_a_register_is_divided_as_on_its_page(tmp_path: Path) -> None:
    sort = {"enum": ["X-ray", "Common", "as-needed"], "description": "What."}
    entries = "cart: {title: Cart, sort: Common}\ntube: {title: Tube, sort: X-ray}\n"
    write_handbook(tmp_path, {})
    write_handbook(tmp_path, {RISKS: risks({"sort": sort}, ("sort",)), "data/risks.yaml": entries})

    sheets, _ = printed(everything(tmp_path))

    (page,) = (text for text in sheets.pages if "X-ray" in text)
    assert page.index("X-ray") < page.index("Tube") < page.index("Common") < page.index("Cart")
    assert "As needed" not in page


def test_the_week_of_meetings_starts_as_on_the_site(tmp_path: Path) -> None:
    settings = BASE["data/settings.yaml"].replace("[monday,", "[sunday, monday,")
    settings = settings.replace(", friday]", "]")
    when = 'cadence: weekly\nday: {0}\ntime: "09:00"\nduration: 30 min\n'
    met = f"---\ntitle: Team {{0}}\n{when}purpose: Talk.\n---\n"
    files = {f"data/meetings/{day}.md": met.format(day) for day in ("monday", "sunday")}
    write_handbook(tmp_path, {"data/settings.yaml": settings, **files})

    text = " ".join(PrintedPdf(typeset(everything(tmp_path)).pdf).pages)

    week = text[text.index("The week") :]
    assert week.index("Sunday") < week.index("Monday")
