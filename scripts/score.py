"""`handbook score`: the score of a scorecard for given factor values."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import click

from handbook.book import Handbook
from handbook.formats.tables import aligned
from handbook.load import Loaded
from handbook.names import fold, suggestion
from handbook.scoring import Factor, Score, Scorecard, format_number, score, scorecard
from scripts.interview import Interview, Question, Read
from scripts.refusal import Refusal
from scripts.terminal import print_output, styled
from scripts.workspace import find_root, open_handbook

VERSION = 1
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_STYLES = {"good": "good", "care": "warning", "bad": "error"}


@click.command("score")
@click.argument("name", metavar="SCORECARD")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="FACTOR=NUMBER",
    help="The value of a factor; repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
@click.pass_context
def command(ctx: click.Context, name: str, given: tuple[str, ...], *, as_json: bool) -> None:
    """Calculate the score of a scorecard.

    SCORECARD is the scorecard's id, title or alias; a factor is given by id or title. On a
    terminal, prompts for missing factors.

    \b
    Examples:
      handbook score customer-health --set product-usage=80 --set engagement=60 \\
        --set support=70 --set business-outcomes=75 --set relationship=90
      handbook score improvement-priority --json --set impact=4 --set effort=2 \\
        --set urgency=3 --set risk=1 | jq .score
    """
    card = _scorecard(open_handbook(find_root(ctx.obj)), name)
    found = score(card, _values(card, given))
    if as_json:
        print_output(json.dumps(_plain(card, found), ensure_ascii=False, indent=2))
        return
    for line in _lines(card, found):
        print_output(line)


def _scorecard(loaded: Loaded, name: str) -> Scorecard:
    """Return the scorecard of that name; raises Refusal if missing or its weights are wrong."""
    handbook = loaded.handbook
    if "scorecards" in handbook.unread:
        raise Refusal("the scorecards have errors; 'handbook check' lists them")
    entry = handbook.names.find(("scorecards",), name, "")
    if entry is None:
        near = handbook.names.offered(["scorecards"], name)
        raise Refusal(f"unknown scorecard: {name!r}{near or _known(handbook)}")
    card = scorecard(entry)
    if sum(factor.weight for factor in card.factors) != 100:
        raise Refusal(f"weights of {card.title!r} do not add up to 100; fix them first")
    return card


def _known(handbook: Handbook) -> str:
    ids = [entry.id for entry in handbook.entries("scorecards")]
    return f"; choose from: {', '.join(ids)}" if ids else "; there are none yet"


def _values(card: Scorecard, given: Sequence[str]) -> dict[str, float]:
    """Return a number for each factor, prompting for those that are not set."""
    texts: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise Refusal(f"--set: {text!r} has no '='; write one such as {_example(card)}")
        factor = _factor(card, name.strip())
        if factor.id in texts:
            raise Refusal(f"--set: factor {factor.id!r} is set twice")
        texts[factor.id] = value
    interview = Interview()
    read = _number(card)
    scale = f"{card.low} to {card.high}"
    values = {
        factor.id: interview.ask(
            Question(f"--set {factor.id}", _meaning(factor, scale), read), texts.get(factor.id)
        )
        for factor in card.factors
    }
    interview.finish()
    return values


def _example(card: Scorecard) -> str:
    return f"{card.factors[0].id}={card.high}"


def _meaning(factor: Factor, scale: str) -> str:
    about = f" ({factor.asks})" if factor.asks else ""
    return f"a number from {scale}{about}"


def _factor(card: Scorecard, name: str) -> Factor:
    for factor in card.factors:
        if fold(name) in {fold(factor.id), fold(factor.title)}:
            return factor
    known = [factor.id for factor in card.factors]
    near = suggestion(name, known) or f"; choose from: {', '.join(known)}"
    raise Refusal(f"--set: {card.title!r} has no factor {name!r}{near}")


def _number(card: Scorecard) -> Read:
    def read(text: str) -> float:
        if not _NUMBER.fullmatch(text):
            raise ValueError(f"{text!r} is not a number; write one from {card.low} to {card.high}")
        if not card.fits(float(text)):
            raise ValueError(f"{text} is outside the scale from {card.low} to {card.high}")
        return float(text)

    return read


def _lines(card: Scorecard, found: Score) -> Iterator[str]:
    number = f"{format_number(found.number)} on a scale from {card.low} to {card.high}"
    if found.band is None:
        yield f"{card.title}: {number}"
    else:
        band = styled(found.band.title, _STYLES.get(found.band.tone, "quiet"))
        action = f": {found.band.action}" if found.band.action else ""
        yield f"{card.title}: {number}"
        yield f"{band}{action}"
    yield ""
    rows = [
        (
            f"{part.factor.title} (lower is better)"
            if part.factor.lower_is_better
            else part.factor.title,
            f"{part.factor.weight}%",
            format_number(part.value),
            format_number(part.adds),
        )
        for part in found.parts
    ]
    yield aligned(("Factor", "Weight", "Number", "Adds"), rows).rstrip("\n")


def _plain(card: Scorecard, found: Score) -> dict[str, Any]:
    band = found.band
    return {
        "version": VERSION,
        "scorecard": card.id,
        "title": card.title,
        "scale": {"from": card.low, "to": card.high},
        "score": found.number,
        "band": band
        and {"title": band.title, "from": band.low, "to": band.high, "action": band.action},
        "factors": [
            {
                "id": part.factor.id,
                "title": part.factor.title,
                "weight": part.factor.weight,
                "direction": "lower is better"
                if part.factor.lower_is_better
                else "higher is better",
                "number": part.value,
                "adds": part.adds,
            }
            for part in found.parts
        ],
    }
