"""Structured data about a page for web search: schema.org as JSON-LD."""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from handbook.pages.edition import Edition
from handbook.reach import Reach, is_public, reach
from handbook.records import Entry, Sop, Step
from handbook.times import Duration, read_duration

_CONTEXT = "https://schema.org"
# The letters of ISO 8601 durations; a leading T marks those that come after its T.
_LETTERS = {"minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y"}


def linked_data(edition: Edition, address: str, title: str) -> Iterator[dict[str, Any]]:
    """Yield the structured data of the page at an address; none if it must not be indexed."""
    entry = edition.subjects.get(address)
    found = reach(edition.handbook, entry)
    if found is Reach.CLOSED:
        return
    if edition.url and not address:
        yield _site(edition)
    if edition.url and address and found is Reach.INVITED:
        yield _trail(edition, title, entry)
    if entry is not None and is_public(entry):
        yield how_to(edition, edition.handbook.sops[entry.id])


def _site(edition: Edition) -> dict[str, Any]:
    """Return the site, its publisher and its search action."""
    settings = edition.handbook.settings
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": settings.get("title"),
        "url": edition.url,
        "publisher": _company(settings),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{edition.url}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _company(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {"@type": "Organization", "name": settings.get("company")}


def _trail(edition: Edition, title: str, entry: Entry | None) -> dict[str, Any]:
    """Return the breadcrumb trail from the home page to this one, which has no address."""
    handbook = edition.handbook
    steps = [("", str(handbook.settings.get("title")))]
    if entry is not None:
        kind = handbook.kinds[entry.kind]
        steps.append((f"{kind.page}/", kind.title))
        area = entry.kind == "sops" and handbook.find("areas", handbook.sops[entry.id].area)
        if area:
            steps.append((handbook.address(area), area.title))
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": _url(edition, where)}
        for number, (where, name) in enumerate(steps, start=1)
    ]
    items.append({"@type": "ListItem", "position": len(steps) + 1, "name": title})
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def _url(edition: Edition, address: str) -> str:
    return edition.url + quote(address, safe="/")


def how_to(edition: Edition, sop: Sop) -> dict[str, Any]:
    """Return a procedure as a HowTo."""
    handbook = edition.handbook
    address = handbook.address(sop.entry)
    tools = [found for name in sop.all_tools if (found := handbook.find("tools", name))]
    data: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "HowTo",
        "name": sop.title,
        "description": sop.purpose.text,
        "inLanguage": "en",
        "publisher": _company(handbook.settings),
        "step": [_step(edition, address, step) for step in sop.steps],
    }
    timeline = sop.entry.data.get("timeline")
    duration = read_duration(timeline) if timeline else None
    if duration:
        data["totalTime"] = iso(duration)
    if tools:
        data["tool"] = [{"@type": "HowToTool", "name": tool.title} for tool in tools]
    if edition.url:
        data["url"] = _url(edition, address)
    return data


def _step(edition: Edition, address: str, step: Step) -> dict[str, Any]:
    acts = [
        {"@type": "HowToDirection", "text": _line([action.text.text, *_details(action.details)])}
        for action in step.actions
    ]
    data = {
        "@type": "HowToStep",
        "position": step.number,
        "name": step.title,
        "itemListElement": acts,
    }
    if edition.url:
        data["url"] = f"{_url(edition, address)}#{quote(step.anchor)}"
    return data


def _details(details: Any) -> Iterator[str]:
    yield from (detail.text for detail in details)


def _line(parts: list[str]) -> str:
    return "; ".join(" ".join(part.split()) for part in parts)


def iso(duration: Duration) -> str:
    """Return the upper bound of a duration in ISO 8601: "P28D", "PT30M"."""
    letters = _LETTERS[duration.unit]
    number = re.sub(r"\.0$", "", f"{duration.high}")
    return f"PT{number}{letters[1]}" if letters[0] == "T" else f"P{number}{letters}"
