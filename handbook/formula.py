"""The formula of a metric as people write it: "MRR × 12", "(A + B) / C".

Formulas are parsed by a small parser for sums and products; nothing is executed.
"""

import math
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# A minus has a space on both sides; a hyphen in a name ("30-day adoption") does not.
_SIGN = r"[()+×*/÷\u2212]"
_MINUS = r"(?<= )-(?= )"
_WORD = r"(?:[^()+×*/÷\u2212 ]| (?![-+×*/÷\u2212)]))+"
_TOKEN = re.compile(rf" *({_SIGN}|{_MINUS}|{_WORD})")
_SUMS = {"+": "+", "-": "-", "\u2212": "-"}
_PRODUCTS = {"*": "*", "×": "*", "/": "/", "÷": "/"}
MAX_TOKENS = 60


class BadFormula(Exception):
    """A formula that is not made of sums and products of names and numbers; says why."""


class Formula(NamedTuple):
    """A number, a name, or an operator with its two operands."""

    operator: str
    number: float = 0.0
    name: str = ""
    operands: tuple["Formula", ...] = ()

    def names(self) -> Iterator[str]:
        """Yield every name in the formula, from left to right."""
        if self.name:
            yield self.name
        for side in self.operands:
            yield from side.names()

    def value(self, of: Callable[[str], float | None]) -> float | None:
        """Return the result; None for a missing value, a division by zero or an overflow."""
        if not self.operands:
            return _bounded(of(self.name)) if self.name else self.number
        left, right = (side.value(of) for side in self.operands)
        if left is None or right is None or (self.operator == "/" and right == 0):
            return None
        return _bounded(_OPERATIONS[self.operator](left, right))


def _bounded(value: float | None) -> float | None:
    # Python integers are unbounded and may not convert to a float.
    number = None if value is None else float(value)
    return number if number is not None and math.isfinite(number) else None


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


def read_formula(text: str) -> Formula:
    """Return a formula; raises BadFormula."""
    tokens = [match[1].strip() for match in _TOKEN.finditer(" ".join(text.split()))]
    if len(tokens) > MAX_TOKENS:
        raise BadFormula(f"has more than {MAX_TOKENS} parts")
    reader = _Reader(tokens)
    found = reader.sums()
    if reader.at < len(tokens):
        raise BadFormula(f"has an unexpected {tokens[reader.at]!r}")
    return found


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def sums(self) -> Formula:
        found = self._products()
        while self._next() in _SUMS:
            found = self._joined(_SUMS, found, self._products)
        return found

    def _products(self) -> Formula:
        found = self._one()
        while self._next() in _PRODUCTS:
            found = self._joined(_PRODUCTS, found, self._one)
        return found

    def _joined(
        self, signs: dict[str, str], left: Formula, right: Callable[[], Formula]
    ) -> Formula:
        operator = signs[self._next()]
        self.at += 1
        return Formula(operator, operands=(left, right()))

    def _one(self) -> Formula:
        part = self._next()
        self.at += 1
        if part == "(":
            inside = self.sums()
            if self._next() != ")":
                raise BadFormula("has an unclosed bracket")
            self.at += 1
            return inside
        if not part or part == ")" or part in _SUMS or part in _PRODUCTS:
            raise BadFormula(f"is missing a name or a number{f' before {part!r}' if part else ''}")
        if _NUMBER.fullmatch(part):
            return Formula("number", number=float(part))
        return Formula("name", name=part)
