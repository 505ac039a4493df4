"""Recognise text that is already canonical, by a quick look at its lines.

Most files are. Parsing and writing one takes thirty times as long as this check; whatever it does
not recognise for certain is left to the formatters.
"""

import re
from collections.abc import Sequence
from itertools import dropwhile

# Letters and digits that are never escaped, and the punctuation allowed between them.
_LETTER = "0-9A-Za-zÀ-ÖØ-öø-ʯ"
_SIGN = ",;'\"()/%+?=€–—·…’“”.\\-"
_SPACE = r" (?=[^ |\n])"

_WORDS = rf"(?:[{_LETTER}{_SIGN}]++|:(?!/)|!(?!\[)|&(?= )|{_SPACE})"
_INNER = rf"[{_LETTER}](?:(?:[{_LETTER},'/().-]|{_SPACE})*[{_LETTER}])?"
_BOLD = rf"(?<![{_LETTER}*])\*\*{_INNER}:?\*\*(?=[ ,.;)\n]|$)"
_CODE = r"(?<!`)`[^\s`|<\\]+(?: [^\s`|<\\]+)*`(?!`)"
_ADDRESS = r"(?:https://[a-z0-9]+(?:[.-][a-z0-9]+)+/)?[A-Za-z0-9./#_-]+"
_LINK = rf"\[(?![xX]\]){_INNER}\]\({_ADDRESS}\)"
_LINE = rf"(?:{_WORDS}|{_BOLD}|{_CODE}|{_LINK})++"
# No line of text starts like a list item, a rule or a quote.
_TEXT = rf"(?!\d+[.)](?:[ \n]|$))(?=[{_LETTER}(\"'“`\[]|\*\*){_LINE}"

_HEADING = re.compile(rf"#{{1,6}} (?=[{_LETTER}(\"'“`\[*]){_LINE}")
_PARAGRAPH = re.compile(rf"{_TEXT}(?:\n{_TEXT})*+")
_ALERT = r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\n> "
_QUOTE = re.compile(rf"> (?:{_ALERT})?{_TEXT}(?:\n> {_TEXT})*+")
_ITEM = re.compile(rf"(?P<indent> *)(?P<mark>-|[1-9]\.) (?:\[[ x]\] )?{_TEXT}")
_ROW = re.compile(rf"\|(?: (?=[{_LETTER}(\"'“`\[*]){_LINE} \|)+")
_RULE = re.compile(r"\|(?: -- \|)+")

_KEY = rf"(?!(?:null|Null|NULL):)[{_LETTER}](?:[{_LETTER}_./ -]{{0,100}}[{_LETTER}])?"
_NOT_NULL = r"(?!(?:null|Null|NULL)(?:$|[,\]]))"
_QUOTABLE = rf"[{_LETTER}!#&*:;@_,()/%+?=.-]|{_SPACE}"
_QUOTED = rf"\"(?:{_QUOTABLE}|')*\"|'(?:{_QUOTABLE}|\")*'"
_FLOW = rf"(?:{_QUOTED}|{_NOT_NULL}[{_LETTER}](?:[{_LETTER}_./()-]|{_SPACE})*+(?<! ))"
_VALUE = (
    rf"(?:{_QUOTED}|null|\[(?:{_FLOW}(?:, {_FLOW})*+)?\]"
    rf"|{_NOT_NULL}[{_LETTER}](?:[{_LETTER}{_SIGN}!*@_]|:(?=[^ ])|{_SPACE})*+)"
)
_PAIR = re.compile(
    rf"(?P<indent> *)(?P<dash>- )?(?:(?P<key>{_KEY}):(?: (?P<value>{_VALUE}))?|(?P<item>{_VALUE}))"
)
_COMMENT = re.compile(r"# [!-~](?:[ -~]*[!-~])?")
# Longer lines might be wrapped.
_MAX_LINE = 1000


def is_plain_markdown(body: str) -> bool:
    """Return whether a body is known to be what mdformat would write."""
    if not body.endswith("\n") or "www." in body.lower():
        return False
    after_list = False
    for block in body[:-1].split("\n\n"):
        is_list = block.startswith(("-", "1. "))
        if is_list:
            # Two lists in a row use different markers, or are one list.
            plain = not after_list and _is_list(block)
        elif block.startswith("|"):
            plain = _is_table(block)
        else:
            form = {"#": _HEADING, ">": _QUOTE}.get(block[:1], _PARAGRAPH)
            plain = form.fullmatch(block) is not None
        if not plain:
            return False
        after_list = is_list
    return True


def _is_list(block: str) -> bool:
    """Return whether lines are a list with nested lists, each numbered from 1."""
    # The column and the last marker of each open list; the first list is never indented.
    lists: list[tuple[int, str]] = []
    inside = 0
    for line in block.split("\n"):
        found = _ITEM.fullmatch(line)
        if found is None:
            return False
        column, mark = len(found["indent"]), found["mark"]
        if column == inside:
            if mark not in {"-", "1."}:
                return False
            lists.append((column, mark))
        else:
            while lists[-1][0] > column:
                lists.pop()
            if lists[-1][0] != column or _next(lists[-1][1]) != mark:
                return False
            lists[-1] = (column, mark)
        inside = column + len(mark) + 1
    return True


def _next(mark: str) -> str:
    return mark if mark == "-" else f"{int(mark[:-1]) + 1}."


def _is_table(block: str) -> bool:
    head, *rows = block.split("\n")
    columns = head.count("|")
    return (
        len(rows) > 1
        and _RULE.fullmatch(rows[0]) is not None
        and all(row.count("|") == columns for row in rows)
        and all(_ROW.fullmatch(row) for row in (head, *rows[1:]))
    )


def is_plain_yaml(text: str, order: Sequence[str] = ()) -> bool:
    """Return whether a text is known to be what ruamel.yaml would write.

    `order` is the order of its top-level keys, if there is one.
    """
    if not text.endswith("\n"):
        return False
    nest = _Nesting()
    own = []
    for line in dropwhile(_COMMENT.fullmatch, text[:-1].split("\n")):
        found = _PAIR.fullmatch(line)
        if found is None or len(line) > _MAX_LINE or not nest.takes(found):
            return False
        if found["indent"] == "":
            own.append(found["key"])
    known = {name: place for place, name in enumerate(order)}
    places = [known.get(name, len(known)) for name in own] if order else []
    return nest.inside is None and places == sorted(places)


class _Nesting:
    """The open mappings and lists, each indented two columns more than its key."""

    def __init__(self) -> None:
        # The column of each, and whether it is a list.
        self.open: list[tuple[int, bool]] = []
        # The column required for the value of the last key.
        self.inside: int | None = 0

    def takes(self, line: re.Match[str]) -> bool:
        """Return whether a line continues an open collection, or one that it opens."""
        column, is_item = at = (len(line["indent"]), line["dash"] is not None)
        # A value alone is an item; the top level is a mapping.
        if is_item < (line["key"] is None) or is_item > bool(self.open):
            return False
        if self.inside is None:
            while self.open and self.open[-1][0] > column:
                self.open.pop()
            if not self.open or self.open[-1] != at:
                return False
        elif self.inside != column:
            return False
        else:
            self.open.append(at)
        if is_item and line["key"] is not None:
            column += 2
            self.open.append((column, False))
        is_filled = line["key"] is None or line["value"] is not None
        self.inside = None if is_filled else column + 2
        return True
