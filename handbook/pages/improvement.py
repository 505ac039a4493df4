"""The parts of the improvement page: the ranked log, post-mortems, audits and the cycle."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from handbook.amounts import counted
from handbook.deadlines import audit
from handbook.names import asked_for
from handbook.pages.edition import GUIDE, View
from handbook.pages.lists import Item, listing
from handbook.pages.page import words
from handbook.pages.post_mortem import day_of, held, open_actions
from handbook.pages.status_meaning import Meaning, chip, dated_chip, entry_chip
from handbook.pages.texts import text_at
from handbook.pages.words import dated, distance, sentence, truncated
from handbook.records import Entry
from handbook.scoring import format_number, ranked, scorecard
from handbook.times import read_date

_PRIORITY = "improvement-priority"
_CYCLE = ("Plan", "Do", "Check", "Act", "Repeat")
_STATES = {"done": Meaning.GOOD}


def improvement(view: View, part: str) -> Markup:
    """Return one part of the improvement page; raise LookupError if there is no such part."""
    parts: dict[str, Callable[[View], Markup]] = {
        "cycle": _cycle,
        "log": _log,
        "post-mortems": _post_mortems,
        "audits": _audits,
    }
    return asked_for(parts, part, f"unknown part: {part!r}")(view)


def scorecards(view: View) -> Markup:
    """Return every active scorecard with its description."""
    items = [
        Item(
            view.link(entry),
            str(entry.data.get("description", "")),
            counted(len(entry.data["factors"]), "factor"),
        )
        for entry in view.handbook.active_entries("scorecards")
    ]
    if items:
        return listing(view, items)
    how = view.link_to(f"{GUIDE}register/", "How to add one")
    empty = ("No scorecards are kept here yet.", "Everyone judges by their own criteria.", how)
    return view.render("groups", groups=[], empty=empty, retired="")


def _cycle(view: View) -> Markup:
    """Return the cycle on one line, with a link to its diagram if there is one."""
    found = view.handbook.find("workflows", "improvement-cycle")
    steps = Markup(' <span aria-hidden="true">→</span> ').join(_CYCLE)
    link = Markup(" {}").format(view.link(found, "See it drawn")) if found else Markup("")
    return Markup("<p><strong>{}</strong>{}</p>").format(steps, link)


def _log(view: View) -> Markup:
    """Return the improvements: scored ones by rank with done ones last, then the unscored ones."""
    entries = view.handbook.active_entries("improvements")
    found = view.handbook.find("scorecards", _PRIORITY)
    done = [entry for entry in entries if entry.data["state"] == "done"]
    pending = [entry for entry in entries if entry.data["state"] != "done"]
    # Improvements that are done have no rank.
    scored = [
        (f"{one.rank}" if of is pending else "", one)
        for of in (pending, done)
        for one in (ranked(scorecard(found), of) if found else ())
    ]
    scored_ids = {one.entry.id for _, one in scored}
    rest = [entry for entry in entries if entry.id not in scored_ids]
    how = view.link_to(f"{GUIDE}register/", "How to add one")
    return view.render(
        "improvements",
        scored=[
            (rank, format_number(one.score.number), _improvement(view, one.entry))
            for rank, one in scored
        ],
        rest=[_improvement(view, entry) for entry in rest],
        card=view.link(found) if found else "",
        how=how,
        retired=view.retired("improvements"),
    )


def _improvement(view: View, entry: Entry) -> dict[str, Any]:
    data = entry.data
    return {
        "link": view.link(entry),
        "number": data["number"],
        "category": view.entry_link("areas", data["category"]),
        "priority": sentence(data["priority"]),
        "owner": view.entry_link("roles", data.get("owner")),
        "chip": chip(_STATES.get(data["state"], Meaning.UNKNOWN), sentence(data["state"])),
        "impact": data.get("impact", ""),
    }


def _post_mortems(view: View) -> Markup:
    """Return the post-mortems, newest first, or how to write the first one."""
    listed = sorted(view.handbook.active_entries("post-mortems"), key=day_of, reverse=True)
    template = view.handbook.find("templates", "incident-post-mortem")
    register = view.handbook.registers.get("post-mortems")
    hours = view.handbook.settings.get("postMortemHours")
    return view.render(
        "post_mortems",
        rows=[_post_mortem(view, entry) for entry in listed],
        files=register.kind.files.replace("*", "<id>") if register is not None else "",
        form=view.link(template) if template else "",
        hours=f"{hours} hours" if hours else "",
        retired=view.retired("post-mortems"),
    )


def _post_mortem(view: View, entry: Entry) -> dict[str, Any]:
    day = read_date(entry.data["summary"]["date"])
    return {
        "link": view.link(entry),
        "text": truncated(words(text_at(entry, "description")), 110),
        "date": dated(day) if day else "",
        "severity": entry.data["summary"]["severity"],
        "held": held(view, entry),
        "open": counted(open_actions(entry), "open action"),
    }


def _audits(view: View) -> Markup:
    """Return what is audited, against which standard, how often and when next."""
    return view.render(
        "audits",
        rows=[_audit(view, entry) for entry in view.handbook.active_entries("audits")],
        how=view.link_to(f"{GUIDE}register/", "How to add one"),
    )


def _audit(view: View, entry: Entry) -> dict[str, Any]:
    data = entry.data
    last = read_date(data.get("last", ""))
    return {
        "link": view.link(entry),
        "chip": entry_chip(entry.status),
        "standard": data["standard"],
        "frequency": sentence(data["frequency"]),
        "owner": view.cited(data["owner"]) if "owner" in data else Markup(""),
        "see": view.listed(view.cited(name) for name in data.get("see", ())),
        "last": dated(last) if last else chip(Meaning.UNKNOWN, "None on record"),
        "result": data.get("result", ""),
        "next": _next_audit(view, entry),
    }


def _next_audit(view: View, entry: Entry) -> Markup:
    due = audit(entry)
    if due is None:
        return Markup("")
    when = Markup("{}, {}").format(dated(due), distance(due, view.today))
    if due < view.today:
        return dated_chip(Meaning.CARE, "Overdue", when)
    return when
