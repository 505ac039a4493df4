"""Scorecards add up, and scores stay within their scale."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import Finding, joined, subject
from handbook.names import suggestion
from handbook.records import Entry
from handbook.scoring import Scorecard, format_number, scorecard


class Scored(NamedTuple):
    """An entry with scores, the key of the scores, and the scorecard that applies to them."""

    entry: Entry
    key: str
    card: Scorecard


def scorecards(handbook: Handbook) -> list[Scorecard]:
    """Return every scorecard."""
    return [scorecard(entry) for entry in handbook.entries("scorecards")]


def banded(handbook: Handbook) -> list[Scorecard]:
    """Return the scorecards that say what a score means."""
    return [card for card in scorecards(handbook) if card.bands]


def scored(handbook: Handbook) -> list[Scored]:
    """Return the scored entries whose scorecard exists."""
    return list(_scored(handbook))


def _scored(handbook: Handbook) -> Iterator[Scored]:
    for register in handbook.registers.values():
        for key, schema in register.kind.entry_schema.get("properties", {}).items():
            card = handbook.find("scorecards", schema.get("scoredBy", ""))
            if card is not None:
                with_scores = (entry for entry in register if entry.data.get(key))
                yield from (Scored(entry, key, scorecard(card)) for entry in with_scores)


def scorecard_weights(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The weights of a scorecard's factors do not add up to 100."""
    for card in scorecards(handbook):
        total = sum(factor.weight for factor in card.factors)
        if total != 100:
            way = "more" if total > 100 else "less"
            message = (
                f"weights of {subject(handbook, card.entry)} add up to {total}, "
                f"{abs(100 - total)} {way} than 100"
            )
            yield card.entry.key("factors"), message


def scorecard_bands(handbook: Handbook, today: date) -> Iterator[Finding]:
    """The bands of a scorecard leave a gap, overlap, or do not cover its scale."""
    for card in banded(handbook):
        bands = sorted(enumerate(card.bands), key=lambda one: one[1].low)
        name = subject(handbook, card.entry)
        expected = card.low
        before = "the scale"
        for index, band in bands:
            place = card.entry.place("bands", index, "from")
            if band.low > expected:
                yield place, f"{name} has no band for {_span(expected, band.low - 1)}"
            elif band.low < expected:
                fault = "begins below" if before == "the scale" else "overlaps"
                yield place, f"band {band.title!r} of {name} {fault} {before}"
            if band.high < band.low:
                place = card.entry.place("bands", index, "to")
                yield place, f"band {band.title!r} of {name} ends before it begins"
            expected = max(expected, band.high + 1)
            before = f"band {band.title!r}"
        place = card.entry.place("bands", bands[-1][0], "to")
        if expected <= card.high:
            yield place, f"{name} has no band for {_span(expected, card.high)}"
        elif expected > card.high + 1:
            yield place, f"{before} of {name} ends above the scale"


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def wrong_score(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A score is for a factor that its scorecard does not have, or is outside its scale."""
    for entry, key, card in _scored(handbook):
        known = [factor.id for factor in card.factors]
        for name, value in entry.data[key].items():
            if name not in known:
                cure = suggestion(name, known) or f"; known here: {joined(known, most=8)}"
                message = f"{subject(handbook, entry)} scores an unknown factor: {name!r}{cure}"
                yield entry.key(key, name), message
            elif not card.fits(value):
                message = (
                    f"{subject(handbook, entry)} scores {name!r} with {format_number(value)}, but "
                    f"the scale of {subject(handbook, card.entry)} runs from {card.low} to "
                    f"{card.high}"
                )
                yield entry.place(key, name), message
