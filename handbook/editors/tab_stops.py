"""The tab stops of a snippet in VS Code's syntax."""

import re
from collections.abc import Sequence

from handbook.source.text import Lines
from handbook.source.yaml import read_yaml

TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"


class TabStops:
    """Numbers the tab stops of one snippet in the order they are requested."""

    def __init__(self) -> None:
        self._count = 0

    def text(self, words: str) -> str:
        """Return a tab stop with placeholder text."""
        return f"{self._next()}:{_escaped(words, '$}')}}}"

    def choice(self, options: Sequence[str]) -> str:
        """Return a tab stop with a choice; a single option becomes placeholder text."""
        if len(options) == 1:
            return self.text(options[0])
        return f"{self._next()}|{','.join(_escaped(one, ',|') for one in options)}|}}"

    def _next(self) -> str:
        self._count += 1
        return f"${{{self._count}"


def _escaped(text: str, signs: str) -> str:
    return re.sub(rf"[\\{re.escape(signs)}]", r"\\\g<0>", text)


def plain(text: str) -> str:
    """Return text escaped for use outside tab stops."""
    return _escaped(text, "$}")


def scalar(text: str) -> str:
    """Return a text as a YAML scalar, quoted if it would otherwise be read differently."""
    alone = not re.search(r"[,\[\]{}]", text)
    if alone and read_yaml(Lines("", f"a: {text}")).data == {"a": text}:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
