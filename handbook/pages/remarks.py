"""Open questions in the sources about an entry, in words: on its page, in lists and on paper."""

from typing import TYPE_CHECKING

from markupsafe import Markup

from handbook.discrepancies import Discrepancy, decisions_of, remarks_on
from handbook.pages.words import dated
from handbook.records import Entry

if TYPE_CHECKING:
    from handbook.pages.edition import View

# More than this are folded behind their number, so that the steps come first.
_SHOWN = 2
# The lead of a remark, by what is wrong with the sources.
LEADS = {
    "contradiction": "Sources disagree",
    "ambiguity": "Sources are unclear",
    "gap": "Sources leave a gap",
    "duplicate": "Stated twice",
    "placeholder": "Only a placeholder",
}


def remarks(view: "View", entry: Entry, *, brief: bool) -> Markup:
    """Return the open questions about an entry; in brief, as one line for a list of entries."""
    found = [(LEADS[one.sort], one) for one in remarks_on(view.handbook, entry)]
    roles = entry.kind == "roles" and not brief
    deciding = decisions_of(view.handbook, entry.id) if roles else ()
    if not found and not deciding:
        return Markup("")
    return view.render(
        "remarks",
        remarks=found,
        shown=_SHOWN,
        noun=view.noun(entry),
        describe=remark_text,
        deciding=deciding,
        decider=entry.id,
        brief=brief,
    )


def remark_text(view: "View", found: Discrepancy) -> Markup:
    """Return a remark without its lead: the question, what applies for now, who decides."""
    by = Markup(" by {}").format(dated(found.due)) if found.due else ""
    verb = "was to decide" if found.overdue(view.today) else "decides"
    return Markup("{}. For now: {}. {} {}{}.").format(
        view.link(found.entry), found.kept, view.entry_link("roles", found.decider), verb, by
    )
