"""Scorecards: numbers for factors become one score, and the score a band."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from handbook.records import Entry, Record

_AGAINST = "lower is better"


class Factor(NamedTuple):
    """One factor of a scorecard; weight is its share in percent."""

    id: str
    title: str
    weight: int
    lower_is_better: bool
    question: str
    looks_at: tuple[str, ...]

    @property
    def asks(self) -> str:
        """Return the question that its number answers, on one line."""
        return self.question or ", ".join(self.looks_at)


class Band(NamedTuple):
    """What a score means, from its lowest to its highest whole number."""

    title: str
    low: int
    high: int
    tone: str
    action: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Scorecard(Record):
    """Weighted factors on one scale, and the bands of that scale, if any."""

    low: int
    high: int
    factors: tuple[Factor, ...]
    bands: tuple[Band, ...]

    def fits(self, value: float) -> bool:
        """Return whether a number is on the scale."""
        return self.low <= value <= self.high


class Part(NamedTuple):
    """What one factor adds to the score."""

    factor: Factor
    value: float
    adds: float


class Score(NamedTuple):
    """The weighted mean of all factors, to two decimals, with its parts and its band."""

    number: float
    parts: tuple[Part, ...]
    band: Band | None


def scorecard(entry: Entry) -> Scorecard:
    """Return the scorecard of an entry."""
    data = entry.data
    return Scorecard(
        entry=entry,
        low=data["scale"]["from"],
        high=data["scale"]["to"],
        factors=tuple(
            Factor(
                id=factor_id,
                title=factor["title"],
                weight=factor["weight"],
                lower_is_better=factor.get("direction") == _AGAINST,
                question=factor.get("question", ""),
                looks_at=tuple(factor.get("looksAt", ())),
            )
            for factor_id, factor in data["factors"].items()
        ),
        bands=tuple(
            Band(
                title=band["title"],
                low=band["from"],
                high=band["to"],
                tone=band.get("tone", "unknown"),
                action=band.get("action", ""),
            )
            for band in data.get("bands", ())
        ),
    )


def score(card: Scorecard, values: Mapping[str, float]) -> Score:
    """Return the score for the numbers of all factors, by id.

    If lower is better, a number is mirrored on the scale. The browser computes the same sum in
    macros/assets/scripts/scorecards.js, in the same steps.
    """
    total = 0.0
    parts = []
    for factor in card.factors:
        value = values[factor.id]
        counts = card.low + card.high - value if factor.lower_is_better else value
        total += factor.weight * counts
        parts.append(Part(factor, value, _rounded(factor.weight * counts)))
    number = _rounded(total)
    return Score(number, tuple(parts), band_of(card, number))


def _rounded(percents: float) -> float:
    """Return a sum of percentages as a number with two decimals, rounding half up."""
    return math.floor(percents + 0.5) / 100


def band_of(card: Scorecard, number: float) -> Band | None:
    """Return the band of a score: the highest that begins at or below it."""
    reached = [band for band in card.bands if band.low <= number]
    return max(reached, key=lambda band: band.low, default=None)


def format_number(value: float) -> str:
    """Return a number as people write it, without decimals if it is whole."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Ranked(NamedTuple):
    """An entry with its score; the rank is shared by equal scores."""

    rank: int
    entry: Entry
    score: Score


def ranked(card: Scorecard, entries: Iterable[Entry]) -> list[Ranked]:
    """Return the entries that have a number for every factor, the highest score first."""
    scored = [
        (entry, score(card, entry.data["scores"])) for entry in entries if is_scored(card, entry)
    ]
    scored.sort(key=lambda one: -one[1].number)
    numbers = [found.number for _, found in scored]
    return [Ranked(numbers.index(found.number) + 1, entry, found) for entry, found in scored]


def is_scored(card: Scorecard, entry: Entry) -> bool:
    """Return whether an entry has a number on the scale for every factor."""
    values = entry.data.get("scores", {})
    return all(factor.id in values and card.fits(values[factor.id]) for factor in card.factors)
