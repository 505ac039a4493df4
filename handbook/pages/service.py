"""Who do I call: who to contact first in each case, by when, and how."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from handbook.pages.cells import cell, columns
from handbook.pages.edition import Edition, View
from handbook.pages.page import Page, SearchEntry
from handbook.pages.tasks import tasks
from handbook.pages.words import sentence
from handbook.records import Entry
from handbook.service import Call, Case, Escalation, Reach, Scale, call, cases
from handbook.times import Duration

_SCALES = {
    Scale.INCIDENT: ("Incidents", "Something of ours is broken, no matter who noticed it."),
    Scale.TICKET: ("Support tickets", "A customer has asked for help."),
    Scale.COMPLAINT: ("Complaints", "A customer is unhappy with how things are going."),
}
WHO = "support/who-do-i-call/"
_TITLE = "Who do I call"
_LEAD = "Who to contact first in each case, by when, and how."


class Block(NamedTuple):
    """One case: its title, its meaning, who to call and further facts."""

    case: Case
    title: str
    meaning: Markup
    text: str
    who: Markup
    soon: str
    facts: list[tuple[str, Markup]]


class Group(NamedTuple):
    """The cases of one scale."""

    scale: Scale
    title: str
    lead: str
    blocks: list[Block]


def who_do_i_call(edition: Edition) -> Iterator[Page]:
    """Yield the page that says who to call in each case; none if no case is recorded."""
    view = edition.view(WHO)
    found = [_block(view, call(view.handbook, case)) for case in cases(view.handbook)]
    if not found:
        return
    groups = [
        Group(scale, title, lead, [block for block in found if block.case.scale is scale])
        for scale, (title, lead) in _SCALES.items()
    ]
    source = found[0].case.entry.document.path
    html = view.render(
        "call",
        trail=[view.link_to("support/", "Support and incidents")],
        title=_TITLE,
        lead=_LEAD,
        tasks=tasks(view, _TITLE, edition.edit(source)),
        groups=[group for group in groups if group.blocks],
    )
    yield Page(
        address=WHO,
        source=source,
        title=_TITLE,
        description=_LEAD,
        html=html,
        found=(SearchEntry("", _TITLE, _LEAD), *(_found(block) for block in found)),
    )


def who_to_call_link(view: View) -> Markup:
    """Return a link to the page that says who to call, or a note if no case is recorded."""
    listed = cases(view.handbook)
    if not listed:
        return Markup('<p class="hb-quiet">Who to call in which case is not recorded yet.</p>')
    return Markup(
        '<p class="sv-door"><a class="hb-door" href="{}"><strong>{}</strong> '
        "<span>{}</span></a></p>"
    ).format(view.site(WHO), _TITLE, _LEAD)


def _found(block: Block) -> SearchEntry:
    """Return the search entry of a case: its meaning, who to call and by when."""
    who = block.who.striptags()
    return SearchEntry(
        block.case.id, f"{block.title}: who to call", f"{block.text} · {who}, {block.soon}"
    )


def compact(view: View, kind: str, names: tuple[str, ...]) -> Markup:
    """Return the active entries of a register as a table with selected properties.

    It includes open questions but no anchors, so that one page can have several such tables.
    """
    register = view.handbook.registers[kind]
    entries = [entry for entry in register if entry.status != "retired"]
    if not entries:
        return view.render("register_empty", kind=register.kind)
    known = {column.name: column for column in columns(register.kind, entries)}
    shown = [known[name] for name in names if name in known]
    page = register.kind.page
    return view.render(
        "compact",
        kind=register.kind,
        columns=shown,
        rows=[
            (
                view.link(entry) if page else Markup("{}").format(entry.title),
                entry,
                [(column, cell(view, entry, column)) for column in shown],
            )
            for entry in entries
        ],
        whole=view.site(f"{page}/" if page else f"registers/{kind}/"),
    )


def deadline(length: Duration | None) -> str:
    """Return a deadline in words: "within 4 hours", "at once"."""
    if length is None:
        return ""
    return f"within {length.text}" if length.high else "at once"


def _block(view: View, found: Call) -> Block:
    entry = found.case.entry
    data = entry.data
    examples = ", ".join(data.get("examples", ()))
    meaning = Markup("{}").format(data.get("definition", ""))
    if examples:
        meaning += Markup(' <span class="hb-sub">For example: {}</span>').format(examples)
    words = [entry.title, *entry.aliases, data.get("definition", ""), examples]
    return Block(
        case=found.case,
        title=entry.title,
        meaning=meaning,
        text=" ".join(words).lower(),
        who=view.link(found.first) if found.first else Markup("No one is named"),
        soon=sentence(deadline(found.response)),
        facts=list(_facts(view, found)),
    )


def _facts(view: View, found: Call) -> list[tuple[str, Markup]]:
    facts: list[tuple[str, Markup]] = []
    if found.reaches:
        facts.append(("Via", Markup(" ").join(_reach(view, reach) for reach in found.reaches)))
    if found.resolution:
        facts.append(("Resolved", Markup("{}").format(sentence(deadline(found.resolution)))))
    facts += [("If not", _escalation(view, one)) for one in found.escalations]
    if found.case.scale is Scale.TICKET and not found.escalations:
        facts.append(("If not", Markup('<span class="hb-quiet">No escalation rule</span>')))
    if found.ticket:
        link = Markup('<a href="#{}">{}</a>').format(found.ticket.id, found.ticket.entry.title)
        facts.append(("Filed as", Markup("Ticket {}").format(link)))
    if found.procedure:
        facts.append(("Then", view.link(found.procedure)))
    return facts


def _escalation(view: View, found: Escalation) -> Markup:
    to: Entry | None = found.to
    who = view.link(to) if to else Markup("No one is named")
    when = f"After {found.after.text}: " if found.after else ""
    return Markup("{}{}, {}").format(when, who, deadline(found.within))


def _reach(view: View, reach: Reach) -> Markup:
    return view.render(
        "reach",
        channel=reach.channel,
        hours=reach.hours,
        zone=reach.channel.data.get("timezone", view.handbook.settings.get("timezone", "UTC")),
        always=reach.hours.text == "24/7",
    )
