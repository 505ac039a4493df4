"""Figures with their unit, as people write them."""

_MARKET = {"EUR": "€", "USD": "$", "GBP": "£"}


def figure(value: float, unit: str) -> str:
    """Return a value with its unit as people write it: "€15.2K", "99.9%", "8 customers"."""
    sign = "\u2212" if value < 0 else ""
    if unit in _MARKET:
        return f"{sign}{_MARKET[unit]}{_scaled(abs(value))}"
    if unit == "%":
        return f"{sign}{_decimals(abs(value))}%"
    return f"{sign}{_decimals(abs(value))} {_one(unit) if abs(value) == 1 else unit}".rstrip()


def _scaled(value: float) -> str:
    for limit, letter in ((1_000_000, "M"), (1_000, "K")):
        # 999,950 is a million already as it is written.
        if round(value / limit * 1_000, 1) >= 1_000:
            return f"{round(value / limit, 1):,.1f}".removesuffix(".0") + letter
    return _decimals(value)


def _decimals(value: float) -> str:
    """Return a number with two decimals at most; more where it would look whole and is not."""
    rounded = round(value, 2)
    exact = round(value, 4) if rounded == int(rounded) else rounded
    text = f"{exact:,.4f}"
    return text.rstrip("0").rstrip(".")


def _one(unit: str) -> str:
    """Return the unit of one: "customers" -> "customer", "tickets per customer" -> "ticket ..."."""
    first, space, rest = unit.partition(" ")
    plural = len(first) > 2 and first.endswith("s") and not first.endswith("ss")
    return f"{first.removesuffix('s') if plural else first}{space}{rest}"
