"""Find the macro calls of a page in docs/, each with its place.

Nothing is executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from handbook.diagnostics import Place
from handbook.source.text import Lines

if TYPE_CHECKING:
    from jinja2 import Environment, TemplateSyntaxError

# Stands for a value that is only known when the page is rendered.
LATER = object()
_AT = re.compile(r" at (\d+)$")
_OPENING = ("{{", "{%", "{#")
_IGNORED = frozenset(
    {"whitespace", "comment_begin", "comment", "comment_end", "raw_begin", "raw_end"}
)
_OPENERS = frozenset({"variable_begin", "block_begin"})
# Tags with an end tag; "set" has one too, unless it assigns a value.
_BLOCKS = frozenset({"if", "for", "macro", "call", "filter", "block", "with"})
_CONSTANTS = {
    "none": None,
    "None": None,
    "true": True,
    "True": True,
    "false": False,
    "False": False,
}
# After these a name with parentheses is not a macro call.
_NOT_BEFORE = frozenset({".", "|", "is", "not", "macro", "filter", "block"})
_TOO_DEEP = "blocks or brackets are nested too deeply"
# Quotation marks of word processors and other languages.
_CURLY_QUOTES = frozenset("\u201e\u201c\u201d\u201a\u2018\u2019\u00ab\u00bb\u2039\u203a")


class Argument(NamedTuple):
    """A literal passed to a macro, or LATER for any other expression; `keyword` may be empty.

    The place of a string excludes its quotation marks.
    """

    value: object
    place: Place
    keyword: str = ""


class Call(NamedTuple):
    """A macro call and its arguments."""

    name: str
    place: Place
    arguments: tuple[Argument, ...]


class Template(NamedTuple):
    """The calls of a page, every name it does not define, and the syntax error if there is one."""

    calls: tuple[Call, ...] = ()
    names: tuple[tuple[str, Place], ...] = ()
    fault: tuple[Place, str] | None = None


class _Token(NamedTuple):
    kind: str
    text: str
    start: int

    @property
    def stop(self) -> int:
        return self.start + len(self.text)


def read_calls(lines: Lines, body: int) -> Template:
    """Return the calls of a page whose body starts, after its front matter, at an offset."""
    if not any(mark in lines.text for mark in _OPENING):
        return Template()
    return _Reader(lines, body).read()


class _Reader:
    """Reads one page."""

    def __init__(self, lines: Lines, body: int) -> None:
        # Importing it doubles the start-up time, and most commands do not need it.
        from jinja2 import Environment  # noqa: PLC0415

        self._lines = lines
        self._body = body
        self._text = lines.text[body:]
        self._env: Environment = Environment(autoescape=True)
        # Added by the macros plugin.
        self._env.filters["pretty"] = str
        self._tokens: list[_Token] = []

    def read(self) -> Template:
        from jinja2 import TemplateSyntaxError, meta  # noqa: PLC0415
        from jinja2.parser import Parser  # noqa: PLC0415

        try:
            self._tokens.extend(self._significant())
        except TemplateSyntaxError as fault:
            return Template(fault=self._syntax_error(fault, None))
        parser = Parser(self._env, self._text)
        try:
            tree = parser.parse()
        except TemplateSyntaxError as fault:
            left = sum(1 for _ in parser.stream)
            return Template(fault=self._syntax_error(fault, len(self._tokens) - left))
        except RecursionError:
            left = sum(1 for _ in parser.stream)
            return Template(fault=self._too_deep(len(self._tokens) - left - 1))
        try:
            names = meta.find_undeclared_variables(tree)
        except TemplateSyntaxError as fault:
            # Such as an unknown filter.
            return Template(fault=self._syntax_error(fault, None))
        except RecursionError:
            return Template(fault=self._too_deep(0))
        return Template(tuple(self._calls(names)), tuple(self._uses(names)))

    def _significant(self) -> Iterator[_Token]:
        """Yield the tokens of the text, except separators and comments."""
        at = 0
        for _, kind, text in self._env.lex(self._text):
            # Whitespace stripped by a minus sign is missing from the tokens.
            at = max(self._text.find(text, at), at)
            if kind not in _IGNORED:
                yield _Token(kind, text, at)
            at += len(text)

    def _place(self, start: int, stop: int) -> Place:
        return self._lines.place(self._body + start, self._body + stop)

    def _too_deep(self, index: int) -> tuple[Place, str]:
        """Return the diagnostic for nesting that is too deep, at the token where it is noticed."""
        token = self._tokens[max(index, 0)]
        return self._place(token.start, token.stop), _TOO_DEEP

    def _syntax_error(self, fault: TemplateSyntaxError, index: int | None) -> tuple[Place, str]:
        """Return the place and message of a syntax error; `index` is its token, if known."""
        if index is not None and index >= len(self._tokens):
            return self._unclosed()
        message = f"{str(fault.message)[:1].lower()}{str(fault.message)[1:].rstrip('.')}"
        if index is None and (found := _AT.search(message)):
            start = int(found[1])
            place = self._place(start, start + 1)
            if self._text[start] in _CURLY_QUOTES:
                return place, f"{self._text[start]!r} is not a quotation mark here; write '\"'"
            return place, message[: found.start()]
        token = self._tokens[index] if index is not None else None
        if token is None or self._line(token) != fault.lineno:
            on_line = (one for one in self._tokens if self._line(one) == fault.lineno)
            token = next((one for one in on_line if one.text in message.split("'")), token)
        if token is None:
            start = sum(len(line) + 1 for line in self._text.split("\n")[: fault.lineno - 1])
            start = max(start, self._text.find("{", start))
            return self._place(start, start + 1), message
        return self._place(token.start, token.stop), message

    def _line(self, token: _Token) -> int:
        return self._text.count("\n", 0, token.start) + 1

    def _tag_words(self, index: int) -> list[str]:
        """Return the words of the block tag that starts at a token."""
        rest = (self._tokens[at] for at in range(index + 1, len(self._tokens)))
        return [one.text for one in takewhile(lambda one: one.kind != "block_end", rest)]

    def _unclosed(self) -> tuple[Place, str]:
        """Return the place and message of the tag that is still open at the end of a page."""
        blocks: list[tuple[_Token, str]] = []
        opener = self._tokens[0]
        for index, one in enumerate(self._tokens):
            if one.kind in _OPENERS:
                opener = one
            if one.kind != "block_begin":
                continue
            name, *rest = self._tag_words(index) or [""]
            if name.startswith("end"):
                blocks = blocks[:-1]
            elif name in _BLOCKS or (name == "set" and not _is_assigned(rest)):
                blocks.append((one, name))
        is_open = opener.text.startswith("{{") and not any(
            one.kind == "variable_end" and one.start > opener.start for one in self._tokens
        )
        if blocks and not is_open:
            token, name = blocks[-1]
            message = f"'{{% {name} %}}' is not closed; write '{{% end{name} %}}' where it ends"
            return self._place(token.start, token.stop), message
        end = "}}" if opener.text.startswith("{{") else "%}"
        message = f"'{opener.text}' is not closed; write '{end}' where it ends"
        return self._place(opener.start, opener.stop), message

    def _undefined(self, names: Iterable[str]) -> Iterator[int]:
        """Yield the token indices of names that the page does not define."""
        wanted = frozenset(names)
        before = ""
        for index, token in enumerate(self._tokens):
            if token.kind == "name" and token.text in wanted and before not in _NOT_BEFORE:
                following = self._tokens[index + 1].text if index + 1 < len(self._tokens) else ""
                if following != "=":
                    yield index
            before = token.text

    def _uses(self, names: Iterable[str]) -> Iterator[tuple[str, Place]]:
        for index in self._undefined(names):
            token = self._tokens[index]
            yield token.text, self._place(token.start, token.stop)

    def _calls(self, names: Iterable[str]) -> Iterator[Call]:
        for index in self._undefined(names):
            token = self._tokens[index]
            if self._tokens[index + 1].text == "(":
                arguments = tuple(map(self._argument, self._split_arguments(index + 2)))
                yield Call(token.text, self._place(token.start, token.stop), arguments)

    def _split_arguments(self, index: int) -> Iterator[Sequence[_Token]]:
        """Yield the tokens of each argument of a call, whose first token is at an index."""
        found: list[_Token] = []
        depth = 0
        for token in self._tokens[index:]:
            if token.kind == "operator":
                depth += (token.text in {"(", "[", "{"}) - (token.text in {")", "]", "}"})
            if depth < 0 or (depth == 0 and token.text == "," and token.kind == "operator"):
                if found:
                    yield found
                found = []
                if depth < 0:
                    return
            else:
                found.append(token)

    def _argument(self, tokens: Sequence[_Token]) -> Argument:
        keyword = ""
        if len(tokens) > 2 and tokens[0].kind == "name" and tokens[1].text == "=":
            keyword, tokens = tokens[0].text, tokens[2:]
        first, last = tokens[0], tokens[-1]
        place = self._place(first.start, last.stop)
        if len(tokens) > 1:
            return Argument(LATER, place, "*" if first.text in {"*", "**"} else keyword)
        if first.kind == "string":
            value = first.text[1:-1].encode("ascii", "backslashreplace").decode("unicode-escape")
            if len(first.text) > 2:
                place = self._place(first.start + 1, first.stop - 1)
            return Argument(value, place, keyword)
        if first.kind == "integer" and first.text.isdecimal():
            return Argument(int(first.text), place, keyword)
        return Argument(_CONSTANTS.get(first.text, LATER), place, keyword)


def _is_assigned(words: Iterable[str]) -> bool:
    """Return whether a "set" tag assigns a value: "=" comes before any filter."""
    return next((word for word in words if word in {"=", "|"}), "") == "="
