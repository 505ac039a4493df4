"""The hand-written pages in docs/: their links and macro calls, each with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from handbook.diagnostics import Diagnostic, Place
from handbook.source.document import Link, front_matter_of_page
from handbook.source.macro_calls import Template, read_calls
from handbook.source.markdown import Markup, Node, TooDeep, parse
from handbook.source.page_markup import page_faults
from handbook.source.site import Site
from handbook.source.text import Lines

FOLDER = "docs"
PAGES = f"{FOLDER}/**/*.md"
_CODE = frozenset({"Code", "CodeBlock"})
_CALL = re.compile(r"(?<!\\)\{\{-?\s*[^\W\d]\w*\s*\((?:(?!\}\}).)*(?:\}\})?")
# "{ register("roles") }": a call that lacks a brace on either side, or has a space between two.
_HALF_CALL = re.compile(
    r"(?<![{$\\])\{(?![{%#])[ \t]{0,2}\{?-?[ \t]{0,2}"
    r"(?P<call>(?P<name>[^\W\d]\w*)[ \t]{0,2}\([^{}\n]*\))[ \t]{0,2}-?\}?[ \t]{0,2}\}"
)


class HalfCall(NamedTuple):
    """A macro call that lacks a brace: its text, macro name and intended call."""

    written: str
    name: str
    call: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class WrittenPage:
    """A page in docs/; `is_template` says whether its macros are rendered, None if unknown.

    `extensions` are the Markdown extensions of the site.
    """

    path: str
    text: str
    is_template: bool | None = None
    extensions: frozenset[str] = frozenset()

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.path, self.text)

    @cached_property
    def _body(self) -> int:
        front = front_matter_of_page(self.text)
        return front.body if front else 0

    @cached_property
    def _markup(self) -> Markup:
        try:
            return parse(self.text[self._body :])
        except TooDeep:
            return Markup([], [], [], [])

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Return every link whose target is not the result of a macro."""
        return tuple(
            Link(found.text, self._place(found.start, found.end), found.image)
            for found in self._markup.links
            if "{{" not in found.text
        )

    @cached_property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics for its Markdown."""
        return tuple(page_faults(self._lines, self._body, self._markup, self.extensions))

    @cached_property
    def template(self) -> Template:
        """Return the macro calls of the page."""
        return read_calls(self._lines, self._body) if self.is_template else Template()

    @cached_property
    def strays(self) -> tuple[tuple[str, Place], ...]:
        """Return the text outside code that looks like a call, if macros are not rendered."""
        if self.is_template is not False or "{{" not in self.text:
            return ()
        return tuple((one[0], self._lines.place(*one.span())) for one in self._outside_code(_CALL))

    @cached_property
    def half_calls(self) -> tuple[HalfCall, ...]:
        """Return the text outside code that only lacks a brace to be a call."""
        if not self.is_template:
            return ()
        return tuple(
            HalfCall(one[0], one["name"], one["call"], self._lines.place(*one.span()))
            for one in self._outside_code(_HALF_CALL)
        )

    def _outside_code(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        code = [(node.start, node.end) for node in _code_nodes(self._markup.nodes)]
        for found in pattern.finditer(self.text, self._body):
            at = found.start() - self._body
            if not any(start <= at < end for start, end in code):
                yield found

    def _place(self, start: int, stop: int) -> Place:
        return self._lines.place(self._body + start, self._body + stop)


def _code_nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield the code nodes at every depth."""
    for node in nodes:
        if node.name in _CODE:
            yield node
        else:
            yield from _code_nodes(node.children)


@dataclass(frozen=True, kw_only=True)
class Docs:
    """All pages in docs/ by path, and the configuration of the site."""

    pages: Mapping[str, WrittenPage] = field(default_factory=dict)
    site: Site = field(default_factory=Site)


def docs(texts: Mapping[str, str], site: Site) -> Docs:
    """Return pages by path from their texts."""
    called = _rendered(site.templates, texts)
    pages = {
        path: WrittenPage(
            path=path,
            text=text,
            is_template=None if called is None else path in called,
            extensions=site.extensions,
        )
        for path, text in texts.items()
    }
    return Docs(pages=pages, site=site)


def _rendered(patterns: Sequence[str] | None, paths: Iterable[str]) -> frozenset[str] | None:
    """Return the paths of the pages whose macros are rendered, None if unknown."""
    if patterns is None:
        return None
    # As the macros plugin does. Imported late: only a full check needs it.
    from pathspec import PathSpec  # noqa: PLC0415

    spec = PathSpec.from_lines("gitignore", patterns)
    return frozenset(path for path in paths if spec.match_file(path.removeprefix(f"{FOLDER}/")))
