"""The page of a template explains its placeholders and offers its text."""

from pathlib import Path

from handbook.pages.lists import templates
from handbook.pages.page import words
from macros.downloads import publish
from macros.site import SiteSettings, open_site
from tests.support.handbooks import write_handbook
from tests.support.pages import edition, page
from tests.support.templates import FILES, write_templates

NASTY = '"><script>alert(1)</script> `$(x)`'


def test_a_template_explains_its_placeholders(tmp_path: Path) -> None:
    html = page(write_templates(tmp_path), "templates/round-notes/").html

    table = html[html.index("<tbody>\n    <tr><th") :]
    rows = table[: table.index("</table>")].split("</tr>")
    assert [words(row.replace("</th>", " | ").replace("</td>", " | ")) for row in rows[:-1]] == [
        "[Date] | The day. | The date of the draft | |",
        "[Names] | Who was there. | The meeting's attendees | |",
        "[Chair] | Who led. | The holder of COO, if recorded | |",
        "[Clerk name] | Who wrote. | The holder of Clerk, if recorded | |",
        "[Checked by] | Who checked. | The reviewer you name | |",
        "Metric, one row each | A row each. | Apples, Pears | quinces | |",
        "[Actual] | What is. | The metric's last value | |",
        "[Target] | What should be. | The metric's target | |",
        "[Status] | How it is. | The metric's status | |",
        "[Remark 1], [Remark 2] | What to say of it. | You | |",
        "Shed, one row each | A row each. | North shed, South shed | |",
        "[Point 1], [Point 2] | What was said. | You | It rains. |",
        "[tag] | A word for it. | You | |",
        "[next] | The next day. | The meeting's next date | |",
    ]


def test_only_placeholders_are_marked(tmp_path: Path) -> None:
    html = page(write_templates(tmp_path), "templates/round-notes/").html

    looks = html[html.index("hb-sheet") : html.index("</div>", html.index("hb-sheet"))]
    assert '<h3 id="round-date">Round, <span class="hb-slot">[Date]</span></h3>' in looks
    assert '<td data-label="Remark"><span class="hb-slot">[Remark 1]</span></td>' in looks
    assert '<a href="https://example.com/[Date]">the list</a>, <code>[Date]</code>' in looks
    assert '<p>#<span class="hb-slot">[tag]</span>' not in looks
    assert '#<span class="hb-slot">[tag]</span>' in looks


def test_the_command_to_fill_it_has_one_line_per_option(tmp_path: Path) -> None:
    html = page(write_templates(tmp_path), "templates/round-notes/").html

    assert (
        '<pre tabindex="0"><code>handbook new --from round-notes \\\n  --date 2026-11-21 \\\n'
        "  --reviewer ... \\\n  --set &#39;Clerk name=...&#39;</code></pre>"
    ) in html


def test_the_text_can_be_copied_and_downloaded(tmp_path: Path) -> None:
    root = write_templates(tmp_path / "book")

    publish(open_site(root, SiteSettings()), tmp_path / "site")

    file = tmp_path / "site/templates/round-notes/round-notes.md"
    text = file.read_text(encoding="utf-8")
    html = page(root, "templates/round-notes/").html
    assert "| Apples | [Actual] | [Target] | [Status] | [Remark 1] |\n" in text
    assert '<a href="round-notes.md" download>Download</a>' in html
    assert 'data-copy="source" hidden>Copy the text</button>' in html
    assert f'<code id="source">{text.rstrip()}</code>' in html


def test_text_in_a_template_is_never_markup(tmp_path: Path) -> None:
    text = (
        "---\ntitle: Form\npurpose: x\nfor: message\nplaceholders:\n"
        f"  '{NASTY}':\n    description: '{NASTY}'\n    example: '{NASTY}'\n"
        "  b<i: {description: x}\n---\n\n"
        "[b<i] `[b<i]`\n"
    )
    write_handbook(tmp_path, {"data/templates/form.md": text})

    html = page(tmp_path, "templates/form/").html

    assert "<script" not in html
    assert '<p><span class="hb-slot">[b&lt;i]</span> <code>[b&lt;i]</code></p>' in html


def test_text_in_the_front_matter_is_shown_the_same_way(tmp_path: Path) -> None:
    deep = "> " * 60 + "[a]"
    front = "---\ntitle: Form\npurpose: x\nfor: message\n"
    listed = "placeholders: {a: {description: x.}}\n"
    write_handbook(
        tmp_path,
        {
            "data/templates/form.md": f'{front}{listed}text: "## [a]\\n\\n<b>"\n---\n',
            "data/templates/deep.md": f'{front.replace("Form", "Deep")}text: "{deep}"\n---\n',
        },
    )

    assert (
        '<h3 id="a"><span class="hb-slot">[a]</span></h3><p>&lt;b&gt;</p>'
        in page(tmp_path, "templates/form/").html
    )
    assert "&gt; &gt; [a]</pre>" in page(tmp_path, "templates/deep/").html


def test_a_meeting_names_its_templates(tmp_path: Path) -> None:
    html = page(write_templates(tmp_path), "meetings/round/").html

    assert (
        '<dt>Template</dt><dd><a href="../../templates/round-notes/">Round notes</a>, '
        '<a href="../../templates/round-notes/?date=2026-11-23#fill--form">fill it in for '
        "23 November 2026</a></dd>"
    ) in html


def test_templates_are_listed_by_purpose(tmp_path: Path) -> None:
    front = "---\ntitle: {}\npurpose: For {}.\nfor: {}\n---\n\nx\n"
    files = {
        f"data/templates/{name}.md": front.format(name.capitalize(), name, purpose)
        for name, purpose in (("log", "document"), ("mail", "message"), ("form", "sop"))
    }
    write_handbook(tmp_path, {**FILES, **files})

    text = words(templates(edition(tmp_path).view("templates/")))

    assert text == (
        "For meetings Round notes Keep what was said. Round For records Log For log. "
        "To copy and send Mail For mail. For procedures Form For form."
    )
