"""Split headings, paragraphs and list items into numbers, labels, names and times."""

import re
from collections.abc import Iterator, Sequence

from handbook.similarity import similar
from handbook.source.layout import Layout, Part, fold
from handbook.source.markdown import Node, plain

_NUMBER = re.compile(
    r"(?:(?:step|phase|stage|part)\s+\d+\s*[:.)–—-]\s+|\d+(?:\.\d+)*[.)]\s+|\d+(?:\.\d+)+\s+)",
    re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"^\d{1,2}\s+")
_TAIL = re.compile(r"\s*\(([^()]*)\)$")
_UNIT = r"(?:min|minute|h|hour|day|week|month|year)s?"
# "(Day 1-2)", "(within 48 hours)", "(60 min)" are times; "(first 30 days)", "(2026)" are not.
_TIME = re.compile(
    rf"ongoing|half a day|{_UNIT}\s*-?\d.*|(?:within\s+)?-?\d[\d\s.–-]*(?:to\s+\d+\s*)?{_UNIT}",
    re.IGNORECASE,
)
# The second is typed on Chinese and Japanese keyboards.
_COLONS = (":", "\N{FULLWIDTH COLON}")
_ENDS = "".join((*_COLONS, " "))
SEPARATORS = "·•|"
# "**Owner:** CSM · **When:** day 1", or at least two spaces between them.
_SEPARATED = re.compile(rf"(?:[{SEPARATORS}]\s*|\s{{2}})$")
_TRIM = " \t\n·•"
BREAKS = frozenset(("SoftBreak", "HardBreak"))
_LOOSE = frozenset(("Text", "SoftBreak", "HardBreak"))
_SIGNS = re.compile("[(),·]")
_DIGITS = re.compile(r"\d,\d")


def trim(nodes: Sequence[Node]) -> list[Node]:
    """Return inline nodes without surrounding whitespace and separators."""
    trimmed = list(nodes)
    if not trimmed or (_is_trimmed(trimmed[0], 0) and _is_trimmed(trimmed[-1], -1)):
        return trimmed
    while trimmed and trimmed[0].name in _LOOSE:
        first = trimmed.pop(0)
        words = (first.data or "").lstrip(_TRIM)
        if words:
            start = first.start + len(first.data) - len(words)
            trimmed.insert(0, Node("Text", words, start, first.end))
            break
    while trimmed and trimmed[-1].name in _LOOSE:
        last = trimmed.pop()
        words = (last.data or "").rstrip(_TRIM)
        if words:
            trimmed.append(Node("Text", words, last.start, last.end - len(last.data) + len(words)))
            break
    return trimmed


def _is_trimmed(node: Node, end: int) -> bool:
    """Return whether there is nothing to trim at the first (0) or last (-1) character of a node."""
    if node.name == "Text":
        return bool(node.data) and node.data[end] not in _TRIM
    return node.name not in BREAKS


def heading_title(node: Node) -> str:
    """Return a heading's text without its leading number."""
    words = " ".join(plain(node.children).split())
    return _NUMBER.sub("", words, count=1) if _NUMBER.match(words) else words


def bold_line(node: Node) -> str | None:
    """Return the first line of a paragraph if it is all bold, as makeshift headings are.

    A label, which ends with a colon, does not count.
    """
    first, *rest = node.children or (node,)
    if node.name != "Paragraph" or first.name != "Strong" or (rest and rest[0].name not in BREAKS):
        return None
    words = " ".join(plain(first.children).split())
    return None if words.endswith(_COLONS) else words


def has_words(node: Node) -> bool:
    """Return whether a node is a paragraph with more than images."""
    return node.name == "Paragraph" and any(
        inner.name not in {"Image", *BREAKS} for inner in node.children
    )


def near(name: str, known: Sequence[str]) -> list[str]:
    """Return up to two known spellings that a misspelt name may mean, nearest first."""
    by_fold = {fold(one): one for one in known}
    return [by_fold[one] for one in similar(fold(name), by_fold, 0.8)]


def labelled(children: Sequence[Node]) -> list[tuple[str, Node, list[Node]]]:
    """Return the labels of a paragraph, "**Owner:** CSM · **When:** day 1", with their values."""
    if not children or children[0].name != "Strong":
        return []
    found: list[tuple[str, Node, list[Node]]] = []
    for index, node in enumerate(children):
        name = label_at(children, index) if node.name == "Strong" else None
        if name is not None:
            found.append((name, node, []))
        elif not found:
            return []
        else:
            found[-1][2].append(node)
    last = len(found) - 1
    return [
        (name, node, trim(_after_colon(value if index == last else _before_separator(value))))
        for index, (name, node, value) in enumerate(found)
    ]


def label_at(children: Sequence[Node], index: int) -> str | None:
    """Return the bold text at an index if it is a label: set apart and ended by a colon."""
    words = colon_ended(children, index)
    before = children[index - 1] if index else None
    if before is None or before.name in BREAKS:
        return words
    separated = before.name == "Text" and _SEPARATED.search(before.data) is not None
    return words if separated else None


def colon_ended(children: Sequence[Node], index: int) -> str | None:
    """Return the bold text at an index, without its colon, if a colon ends it."""
    words = plain(children[index].children)
    following = [one.data for one in children[index + 1 : index + 2] if one.name == "Text"]
    ends = words.endswith(_COLONS) or any(text.startswith(_COLONS) for text in following)
    return words.rstrip(_ENDS) if ends else None


def _before_separator(nodes: list[Node]) -> list[Node]:
    """Return the nodes of a value without the separator before the next label."""
    kept = list(nodes)
    while kept and kept[-1].name in BREAKS:
        kept.pop()
    if not kept or kept[-1].name != "Text":
        return kept
    last = kept.pop()
    words = last.data.rstrip().rstrip(SEPARATORS)
    return [*kept, Node("Text", words, last.start, last.start + len(words))]


def _after_colon(nodes: list[Node]) -> list[Node]:
    if nodes and nodes[0].name == "Text" and nodes[0].data.startswith(_COLONS):
        first = nodes[0]
        rest = Node("Text", first.data[1:], first.start + 1, first.end)
        return [rest, *nodes[1:]] if rest.data else nodes[1:]
    return nodes


def split_commas(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield the comma-separated parts of a line; commas in brackets do not separate."""
    piece: list[Node] = []
    for node in nodes:
        if node.name != "Text":
            piece.append(node)
            continue
        start = 0
        for comma in _commas(node.data):
            piece.append(
                Node("Text", node.data[start:comma], node.start + start, node.start + comma)
            )
            yield trim(piece)
            piece = []
            start = comma + 1
        rest = Node("Text", node.data[start:], node.start + start, node.end) if start else node
        piece.append(rest)
    yield trim(piece)


def _commas(text: str) -> Iterator[int]:
    """Yield the offsets of separating commas and dots: outside brackets and numbers."""
    closed = text.rfind(")")
    depth = 0
    for found in _SIGNS.finditer(text):
        index, sign = found.start(), found[0]
        if sign == "(" and index < closed:
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign in ",·" and not depth and not _DIGITS.match(text, max(index - 1, 0)):
            yield index


def without_bracket(title: str) -> str:
    """Return a heading's text without the bracket at its end."""
    return _TAIL.sub("", title) if title.endswith(")") else title


def part_of(title: str, layout: Layout) -> Part | None:
    """Return the part whose section has this heading, such as "Agenda (60 min)"."""
    known = layout.by_heading
    return known.get(fold(title)) or known.get(fold(without_bracket(unnumbered(title))))


def unnumbered(title: str) -> str:
    """Return a heading's text without a leading number that has no dot, "2 Scope"."""
    return _PLAIN_NUMBER.sub("", title) if title[:1].isdecimal() else title


def tail_of(title: str) -> tuple[str, str | None]:
    """Return a heading's text, and the time in the bracket at its end if it is one."""
    found = _TAIL.search(title)
    if found and _TIME.fullmatch(found[1].strip()):
        return title[: found.start()], found[1].strip()
    return title, None
