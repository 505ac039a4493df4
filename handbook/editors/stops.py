"""The places of a snippet that are filled one after the other, as VS Code writes them."""

import re
from collections.abc import Sequence

from handbook.source.text import Lines
from handbook.source.yaml import read_yaml

TODAY = "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"


class Stops:
    """Numbers the places of one snippet in the order in which they are asked for."""

    def __init__(self) -> None:
        self._count = 0

    def text(self, words: str) -> str:
        """Return a place that holds words to be typed over."""
        return f"{self._next()}:{_escaped(words, '$}')}}}"

    def choice(self, options: Sequence[str]) -> str:
        """Return a place that offers a list, whose first line it holds; a single one is a text."""
        if len(options) == 1:
            return self.text(options[0])
        return f"{self._next()}|{','.join(_escaped(one, ',|') for one in options)}|}}"

    def _next(self) -> str:
        self._count += 1
        return f"${{{self._count}"


def _escaped(text: str, signs: str) -> str:
    return re.sub(rf"[\\{re.escape(signs)}]", r"\\\g<0>", text)


def plain(text: str) -> str:
    """Return words as they stand in a snippet outside of all places."""
    return _escaped(text, "$}")


def scalar(text: str) -> str:
    """Return a text as YAML: in quotes if it would else be read as something else."""
    alone = not re.search(r"[,\[\]{}]", text)
    if alone and read_yaml(Lines("", f"a: {text}")).data == {"a": text}:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
