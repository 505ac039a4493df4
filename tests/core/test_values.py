"""Values keep their meaning: comparator, number and unit are distinguished."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handbook.values import FORMATS, MAX_LENGTH, Target, is_price, read_target, with_currency


@pytest.mark.parametrize(
    ("text", "comparator", "number", "unit"),
    [
        (">= 80%", ">=", 80, "%"),
        ("> 80%", ">", 80, "%"),
        ("<= 5 %", "<=", 5, "%"),
        ("≥ 80 %", ">=", 80, "%"),
        ("≤3", "<=", 3, ""),
        ("80%+", ">=", 80, "%"),
        ("50+", ">=", 50, ""),
        ("over 50+", ">", 50, ""),
        ("100%", "=", 100, "%"),
        ("= 99.9%", "=", 99.9, "%"),
        ("at least 5", ">=", 5, ""),
        ("At most 5 days", "<=", 5, "days"),
        ("over 50", ">", 50, ""),
        ("more than 50", ">", 50, ""),
        ("under 1 hour", "<", 1, "hour"),
        ("less than 1 hour", "<", 1, "hour"),
        ("< 500 ms", "<", 500, "ms"),
        ("500ms", "=", 500, "ms"),
        ("< 14 days", "<", 14, "days"),
        ("14 business days", "=", 14, "business days"),
        ("> 4.5/5", ">", 4.5, "/5"),
        ("4.5 / 5", "=", 4.5, "/5"),
        ("5 days ", "=", 5, "days"),
        ("> €40K", ">", 40_000, "€"),
        ("€40K+", ">=", 40_000, "€"),
        ("<€5K", "<", 5_000, "€"),
        ("€1.5M", "=", 1_500_000, "€"),
        ("€40K per employee", "=", 40_000, "€ per employee"),
        ("$1,000.50", "=", 1000.5, "$"),
        ("-5%", "=", -5, "%"),
        ("1,234,567", "=", 1_234_567, ""),
        ("trending down", "trending down", None, ""),
        ("Trending up", "trending up", None, ""),
        ("Varies", "varies", None, ""),
    ],
)
def test_a_target_is_a_comparator_a_number_and_a_unit(
    text: str, comparator: str, number: float | None, unit: str
) -> None:
    assert read_target(text) == Target(comparator, number, unit, text)


@pytest.mark.parametrize(
    "text",
    ["", " ", ">", "%", "about two hours", "> > 5", "5 6", "1,00", "1,0000", "K5", "٣%", "5%%"],
)
def test_an_invalid_target_is_none(text: str) -> None:
    assert read_target(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "€8 per user per month",
        "€8  per   user",
        "$30 per month",
        "£0.30",
        "€1,000.50 per year",
        "€4K",
        "2.9% + €0.30 per transaction",
        "2.9%+€0.30",
        "1.5% per transaction",
        "CHF 8 per user",
        "39.50 EUR",
        "$0.023 per hour",
        "€1.125K",
        "PLN40K per year",
        "2.9% + 0.30 SEK per transaction",
        "8",
        "8,400.50 per year",
        "2.9% + 0.30 per transaction",
        "8400 €",
        "€ 8,400",
        "variable",
        "Variable",
        "1250 ₪",
        "₹2,500 per month",
    ],
)
def test_a_price_has_an_amount_or_a_share_and_may_have_a_basis(text: str) -> None:
    assert is_price(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "€8 EUR",
        "€8€",
        "8.400,00",
        "EUR 8 EUR",
        "39,50 EUR",
        "€1.200 per year",
        "12.500 EUR",
        "8 euro",
        "chf 8",
        "EUR",
        "8 EURO",
        "per month",
        "€",
        "€8 per",
        "+ €3",
        "2.9% +",
        "2.9%€0.30",
        "€٣",
        "8 ¥",
    ],
)
def test_an_invalid_price_is_none(text: str) -> None:
    assert not is_price(text)


@pytest.mark.parametrize(
    ("price", "currency", "shown"),
    [
        (8400, "EUR", "€8,400"),
        (-5, "EUR", "-€5"),
        (8400, "CHF", "CHF 8,400"),
        ("8", "USD", "$8"),
        ("8 per user per month", "EUR", "€8 per user per month"),
        ("2.9% + 0.30 per transaction", "SEK", "2.9% + SEK 0.30 per transaction"),
        ("8.5k", "EUR", "€8.5k"),
        ("CHF 8", "EUR", "CHF 8"),
        ("8 USD", "EUR", "8 USD"),
        ("8400 €", "CHF", "8400 €"),
        ("2.9%", "EUR", "2.9%"),
        ("variable", "EUR", "variable"),
    ],
)
def test_a_price_without_a_currency_uses_the_default(
    price: str | int, currency: str, shown: str
) -> None:
    assert with_currency(price, currency) == shown


@pytest.mark.parametrize(
    ("name", "yes", "no"),
    [
        ("moment", "2026-11-21", "2026-11-21 "),
        ("moment", "2026-11-21 14:30", "2026-11-21 14:30:00"),
        ("moment", "2026-11-21T09:05", "2026-11-31 09:05"),
        ("time", "00:00", "24:00"),
        ("deadline", "immediate", "soon"),
        ("deadline", "4 hours", "4"),
        ("hours", "24/7", "24/5"),
        ("hours", "09:00-18:00", "18:00-09:00"),
        ("hours", "09:00 – 18:00", "9am-6pm"),
        ("timezone", "Europe/Brussels", "CET+1"),
        ("timezone", "UTC", "Brussels"),
        ("uri", "https://example.com/a?b#c", "javascript:alert(1)"),
        ("uri", "mailto:a@b.example", "mailto:a"),
        ("uri", "http://x", "http:///x"),
        ("uri", "https://x", "//x"),
        ("uri", "https://x", "https://x y"),
        ("email", "a.b+c@d.example", "a@b"),
        ("email", "ä@ö.example", "a b@c.example"),
    ],
)
def test_a_format_accepts_only_its_values(name: str, yes: str, no: str) -> None:
    assert FORMATS[name].accepts(yes)
    assert not FORMATS[name].accepts(no)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_every_example_matches_its_format(form: Any) -> None:
    for example_ in form.example.replace(" or ", ", ").split(", "):
        assert form.accepts(example_)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_non_strings_are_left_to_the_type_check(form: Any) -> None:
    assert form.accepts(5)
    assert form.accepts(None)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize(
    "text",
    [
        ">" + " " * 100_000 + "x",
        "9" * 100_000,
        "1," * 50_000,
        "https://" + "a" * 100_000 + " ",
        "a@" + "." * 100_000 + " ",
        "€8" + " per a" * 20_000,
        "every " * 20_000,
    ],
    ids=["spaces", "digits", "commas", "address", "dots", "bases", "words"],
)
def test_an_excessive_text_matches_no_format(form: Any, text: str) -> None:
    assert not form.accepts(text)


_WORDS = st.lists(
    st.sampled_from([*"0159-–.,:%€$+/<>= \n", "day", "per ", "every ", "within", "K", "٣"]),
    max_size=12,
).map("".join)


@given(_WORDS | st.text(max_size=MAX_LENGTH))
@example("every 3 months")
def test_no_text_crashes_a_parser(text: str) -> None:
    for form in FORMATS.values():
        form.accepts(text)
    found = read_target(text)
    assert found is None or found.number is None or abs(found.number) < float("inf")
