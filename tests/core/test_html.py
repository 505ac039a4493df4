"""Whatever an author writes, the output contains only our own markup and safe links."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handbook.source.markdown import TooDeep
from tests.core.rendering import html

TAGS = {
    *("p", "br", "hr", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "div"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "a", "span", "img"),
}
ATTRIBUTES = {
    *("class", "id", "start", "role", "aria-label", "tabindex", "scope", "data-label"),
    *("href", "src", "alt", "loading"),
}


class Inspector(HTMLParser):
    """Collects the tags and attributes a browser would see, and those that are not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"tag {tag}")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.faults.append(f"attribute {name}")
            if name in {"href", "src"} and not self.is_safe(value or "", name):
                self.faults.append(f"{name} {value!r}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"declaration {decl!r}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"instruction {data!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"declaration {data!r}")

    @staticmethod
    def is_safe(link: str, name: str) -> bool:
        """Return whether a browser treats a link as internal, or as having a safe scheme."""
        if any(ord(character) <= 32 or character == "\\" for character in link):
            return False
        if name == "href" and link.startswith(("https://", "http://", "mailto:")):
            return True
        return link.startswith(("../../", "#")) and not link.startswith("../../../")


def inspected(text: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html(text))
    inspector.close()
    return inspector.faults


LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\tjavascript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&#58;alert(1)",
    "javascript&colon;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "&#1;javascript:alert(1)",
    "&#32;javascript:alert(1)",
    "&nbsp;javascript:alert(1)",
    "&#65279;javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,<svg/onload=alert(1)>",
    "file:///etc/passwd",
    "blob:https://x.example/1",
    "view-source:javascript:alert(1)",
    "ftp://x.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "&#47;&#47;evil.example",
    "&sol;&sol;evil.example",
    "/&Tab;/evil.example",
    "///evil.example",
    "/absolute",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "?javascript:alert(1)",
    ":javascript",
    "x:y",
    "%6aavascript:alert(1)",
    "javascript%3Aalert(1)",
    'https://x.example/"onclick="alert(1)',
    "https://x.example/'><script>",
    "mailto:a@b.example?subject=<script>",
    "../../docs/javascript:alert(1).md",
    "../../docs/../../x",
    '#"><script>alert(1)</script>',
    "#javascript:alert(1)",
    "http:evil.example",
    "https:\\\\evil.example",
]


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize(
    "form", ["[a](<{}>)", "[a]({})", "![a](<{}>)", "<{}>", "[a]\n\n[a]: <{}>", "[![a](<{}>)](<{}>)"]
)
def test_no_spelling_of_a_link_gets_through(form: str, link: str) -> None:
    assert inspected(form.replace("{}", link)) == []


@pytest.mark.parametrize(
    "link",
    [link for link in LINKS if "script:" in link.lower() or "data:" in link.lower()][:8],
)
def test_a_link_that_runs_code_becomes_text(link: str) -> None:
    assert html(f"[a](<{link}>)") == '<p><span class="no-link">a</span></p>'


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>b</a>",
        "<iframe srcdoc='<script>'>",
        "<style>*{display:none}</style>",
        "<base href=//evil.example>",
        "<!DOCTYPE html>",
        "<?php echo 1 ?>",
        "<![CDATA[<script>]]>",
        "<!-- --!><script>alert(1)</script> -->",
        "<!--><script>alert(1)</script>-->",
        "</p><script>alert(1)</script>",
        "</td></tr></table><script>",
        "<",
        "<a",
        "</",
        "<!",
        "&lt;script&gt;",
        "&#60;script&#62;",
        '" onmouseover="alert(1)',
        "' onmouseover='alert(1)",
        "`<script>`",
        "{{ cycler }} {% raw %}",
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "a {} b",
        "# {}",
        "- {}",
        "> {}",
        "| {} |\n|---|\n| {} |",
        "**{}**",
        "[{}](https://x.example)",
        '[a](https://x.example "{}")',
        "![{}](../../docs/a.png)",
        "```{}\n{}\n```",
        "    {}",
        "> [!NOTE]\n> {}",
        "> [!{}]\n> a",
        "- [x] {}",
    ],
)
def test_no_part_of_a_text_lets_html_through(form: str, text: str) -> None:
    assert inspected(form.replace("{}", text)) == []


_CHARACTERS = st.sampled_from(
    [
        *"<>&;:\"'`*_[]()!#|-=~\\/ \n\ta1xé",
        *("<script>", "</", "<!--", "-->", "javascript:", "&colon;", "&#106;", "onclick=", "data:"),
        *("](", "![", "](<", "```", "| a |\n|-|\n", "> [!NOTE]\n", "- [x] ", "<a@b.c>", "//e.x"),
        *("https://x.example", "<img src=x onerror=y>", "&Tab;", "&#1;", "<svg", "../", "docs/"),
    ]
)


@settings(max_examples=2000)
@given(st.lists(_CHARACTERS, max_size=25).map("".join))
@example("[a](<java\nscript:alert(1)>)")
@example("[a]: java&Tab;script:x\n\n![a][a]")
def test_only_our_own_markup_is_rendered(text: str) -> None:
    try:
        assert inspected(text) == []
    except TooDeep:
        return


@settings(max_examples=500)
@given(st.text())
def test_any_text_at_all_is_rendered_safely(text: str) -> None:
    assert inspected(text) == []
