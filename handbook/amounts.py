"""Figures with units and numbers with nouns, as people write them."""

import re

# Signs that stand for one currency; "¥" is the yen and the yuan.
SIGNS = {
    "EUR": "€", "USD": "$", "GBP": "£", "ILS": "₪", "INR": "₹", "KRW": "₩", "NGN": "₦", "PHP": "₱",
    "RUB": "₽", "TRY": "₺", "UAH": "₴", "VND": "₫",
}  # fmt: skip


def figure(value: float, unit: str) -> str:
    """Return a value with its unit as people write it: "€15.2K", "99.9%", "8 customers"."""
    sign = "\u2212" if value < 0 else ""
    if unit in SIGNS:
        return f"{sign}{SIGNS[unit]}{_scaled(abs(value))}"
    if unit == "%":
        return f"{sign}{_decimals(abs(value))}%"
    return f"{sign}{_decimals(abs(value))} {_one(unit) if abs(value) == 1 else unit}".rstrip()


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 process", "3 processes"."""
    return f"{number:,} {noun if number == 1 else plural or plural_of(noun)}"


def plural_of(noun: str) -> str:
    """Return the plural of a noun: "process" -> "processes", "entry" -> "entries"."""
    if re.search(r"(s|x|ch|sh)$", noun):
        return f"{noun}es"
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def one_of(collection: str) -> str:
    """Return the word for one item of a list: "step" for "steps", "agenda item" for "agenda"."""
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("s", "")):
        if collection.endswith(plural) and not collection.endswith(("ss", "us", "ays")):
            return collection.removesuffix(plural) + singular
    return f"{collection} item"


def article(noun: str) -> str:
    """Return a noun with its indefinite article: "a step", "an item"."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _scaled(value: float) -> str:
    for limit, letter in ((1_000_000, "M"), (1_000, "K")):
        # 999,950 already rounds to a million.
        if round(value / limit * 1_000, 1) >= 1_000:
            return f"{round(value / limit, 1):,.1f}".removesuffix(".0") + letter
    return _decimals(value)


def _decimals(value: float) -> str:
    """Return a number with at most two decimals; more if it would wrongly look whole."""
    rounded = round(value, 2)
    exact = round(value, 4) if rounded == int(rounded) else rounded
    text = f"{exact:,.4f}"
    return text.rstrip("0").rstrip(".")


def _one(unit: str) -> str:
    """Return a unit in the singular: "tickets per day" -> "ticket per day"."""
    first, space, rest = unit.partition(" ")
    plural = len(first) > 2 and first.endswith("s") and not first.endswith("ss")
    return f"{first.removesuffix('s') if plural else first}{space}{rest}"
