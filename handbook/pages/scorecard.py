"""The page of a scorecard: its factors and bands, a calculator, and how to calculate by hand."""

from typing import Any

from markupsafe import Markup

from handbook.pages.edition import Edition, View
from handbook.pages.page import Page, SearchEntry, sections
from handbook.pages.status_meaning import Meaning, chip, entry_chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import sentence, truncated
from handbook.records import Entry
from handbook.schema import Kind
from handbook.scoring import Band, Scorecard, format_number, score, scorecard


def scorecard_page(edition: Edition, kind: Kind, entry: Entry) -> Page:
    """Return the page of one scorecard."""
    view = edition.view_of(entry)
    card = scorecard(entry)
    description = str(entry.data.get("description", ""))
    html = view.render(
        "scorecard",
        trail=[view.link_to(f"{kind.page}/", kind.title)],
        title=card.title,
        description=description,
        note=entry.data.get("note", ""),
        aliases=entry.aliases,
        chip=entry_chip(entry.status),
        tasks=entry_tasks(view, entry),
        card=card,
        # The calculator starts in the middle of the scale.
        middle=(card.low + card.high) // 2,
        total=sum(factor.weight for factor in card.factors),
        factors=factors(view, card),
        bands=bands(view, card),
        example=_worked_example(card),
        used_by=view.used_by(entry),
    )
    return view.page(
        entry,
        html,
        description=truncated(description or f"How {card.title} is calculated."),
        found=(SearchEntry("", card.title, description), *sections(html, card.title)),
    )


def factors(view: View, card: Scorecard) -> list[dict[str, Any]]:
    """Return the factors of a scorecard as table rows."""
    data = card.entry.data["factors"]
    return [
        {
            "id": factor.id,
            "title": factor.title,
            "weight": factor.weight,
            "lower_is_better": factor.lower_is_better,
            "asks": sentence(factor.asks),
            "metrics": view.listed(
                view.entry_link("metrics", name) for name in data[factor.id].get("metrics", ())
            ),
        }
        for factor in card.factors
    ]


def bands(view: View, card: Scorecard) -> list[dict[str, Any]]:
    """Return the bands of a scorecard as table rows, highest first."""
    listed = sorted(enumerate(card.bands), key=lambda one: -one[1].low)
    data = card.entry.data.get("bands", ())
    return [
        {
            "from": band.low,
            "span": f"{band.low}-{band.high}",
            "chip": band_chip(band),
            "action": band.action,
            "procedure": view.entry_link("sops", data[index].get("procedure")),
        }
        for index, band in listed
    ]


def band_chip(band: Band) -> Markup:
    """Return the title of a band as a chip."""
    return chip(Meaning(band.tone), band.title)


def _worked_example(card: Scorecard) -> dict[str, Any]:
    """Return a worked example: the first factor at its highest number, the others at the lowest."""
    first = card.factors[0].id
    values = {factor.id: card.high if factor.id == first else card.low for factor in card.factors}
    found = score(card, values)
    terms = []
    for part in found.parts:
        mirrored = f"({card.low + card.high} - {format_number(part.value)})"
        number = mirrored if part.factor.lower_is_better else format_number(part.value)
        terms.append(f"{part.factor.weight} × {number}")
    return {
        "terms": " + ".join(terms),
        "score": format_number(found.number),
        "band": found.band.title if found.band else "",
        "first": card.factors[0].title,
        "mirrored": [factor.title for factor in card.factors if factor.lower_is_better],
    }
