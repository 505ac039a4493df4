"""The page of a discrepancy: what the sources say, what the handbook uses and who decides."""

from markupsafe import Markup

from handbook.collation import alphabetical
from handbook.discrepancies import Discrepancy, decisions_of, discrepancies, undecided
from handbook.pages.edition import Edition, View
from handbook.pages.lists import Item
from handbook.pages.page import Page, SearchEntry, sections
from handbook.pages.status_meaning import Meaning, chip
from handbook.pages.tasks import entry_tasks
from handbook.pages.words import dated, distance, sentence, truncated
from handbook.records import Entry
from handbook.schema import Kind


def discrepancy_page(edition: Edition, kind: Kind, entry: Entry) -> Page:
    """Return the page of one discrepancy."""
    found = discrepancies(edition.handbook)[entry.id]
    view = edition.view_of(entry)
    html = view.render(
        "discrepancy",
        trail=[
            view.link_to("reports/", "Reports"),
            view.link_to(f"{kind.page}/", kind.title),
        ],
        found=found,
        chip=_chip(view, found),
        due=_due(view, found),
        concerns=_concerns(view, found),
        tasks=entry_tasks(view, entry),
    )
    words = SearchEntry("", found.title, f"{found.description} {sentence(found.kept)}.")
    return view.page(
        entry,
        html,
        description=truncated(found.description),
        found=(words, *sections(html, found.title)),
    )


def by_decider(view: View) -> Markup:
    """Return every discrepancy: open ones by the role that decides, then the decided ones."""
    handbook = view.handbook
    groups = [
        _group(view, decider, decisions_of(handbook, decider))
        for decider in dict.fromkeys(found.decider for found in undecided(handbook))
    ]
    groups.sort(key=lambda group: alphabetical(group[1]))
    every = discrepancies(handbook).values()
    decided = [_item(view, found) for found in every if not found.is_open]
    if decided:
        groups.append(("decided", "Decided", decided))
    nothing = ("No discrepancies are recorded.", "The sources agree, or no one has looked.", "")
    return view.render("groups", groups=groups, empty=nothing, retired="")


def _group(
    view: View, decider: str, waiting: tuple[Discrepancy, ...]
) -> tuple[str, str, list[Item]]:
    role = view.handbook.find("roles", decider)
    title = f"{role.title if role else decider}: {len(waiting)} to decide"
    return f"decided-by--{decider}", title, [_item(view, found) for found in waiting]


def _item(view: View, found: Discrepancy) -> Item:
    side = _chip(view, found) if found.overdue(view.today) or not found.is_open else ""
    if found.is_open and found.due and not side:
        side = Markup("<span>by {}</span>").format(dated(found.due))
    lead = "For now" if found.is_open else "Decided"
    return Item(view.link(found.entry), f"{lead}: {found.kept}", side)


def _chip(view: View, found: Discrepancy) -> Markup:
    if not found.is_open:
        return chip(Meaning.GOOD, "Decided")
    overdue = found.overdue(view.today)
    return chip(Meaning.BAD if overdue else Meaning.CARE, "Overdue" if overdue else "Open")


def _due(view: View, found: Discrepancy) -> Markup | str:
    if not found.is_open or found.due is None:
        return ""
    return Markup('{}, <span class="hb-quiet">{}</span>').format(
        dated(found.due), distance(found.due, view.today)
    )


def _concerns(view: View, found: Discrepancy) -> list[tuple[str, list[Markup]]]:
    """Return links to the entries a discrepancy concerns, by the plural name of their kind."""
    kinds = view.handbook.kinds
    groups: dict[str, list[Markup]] = {}
    for name in found.concerns:
        kind = kinds.get(name.partition("/")[0])
        groups.setdefault(kind.title if kind else "Elsewhere", []).append(view.cited(name))
    return list(groups.items())
