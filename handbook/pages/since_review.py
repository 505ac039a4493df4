"""What changed in a procedure since its last review, in words."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from handbook.history.events import Event
from handbook.pages.edition import View
from handbook.pages.recent_changes import lines_of
from handbook.pages.words import dated_text
from handbook.records import Review, Sop
from handbook.status import Standing, Status

_UNKNOWN_CHANGE = (
    "What changed in its text is not known: neither the git history available when this site was "
    "built nor its table of changes says."
)
_REMOVED = "It was removed."
_UNKNOWN_DETAILS = "It has changed; how is not known."


class Change(NamedTuple):
    """The changes of one day to the procedure itself or to an entry it refers to."""

    when: Markup
    about: Markup
    texts: tuple[str, ...]


class Since(NamedTuple):
    """All changes; `versions` is set if the version changed, `gap` if some changes are unknown."""

    versions: str
    changes: list[Change]
    gap: str


def since(view: View, sop: Sop, standing: Standing) -> Since | None:
    """Return the changes since the last review; None if there are none, or no review."""
    review = standing.review
    is_changed = Status.CHANGED in standing.reasons
    if review is None or not (is_changed or Status.SUSPECT in standing.reasons):
        return None
    own = list(_own(view, sop, review)) if is_changed else []
    cited = [one for name in standing.suspects for one in _cited(view, name, review)]
    versions = ""
    if review.version and sop.version and review.version != sop.version:
        versions = f"Version {review.version} was reviewed; this is version {sop.version}."
    return Since(versions, own + cited, _UNKNOWN_CHANGE if is_changed and not own else "")


def _own(view: View, sop: Sop, review: Review) -> Iterator[Change]:
    """Yield the changes to a procedure, newest first: from git, or else from its own table."""
    events = view.edition.history.of("sops", sop.id)
    found = list(_changes(view, (one for one in events if one.commit), review, Markup("")))
    yield from found or _rows(sop, review)


def _rows(sop: Sop, review: Review) -> Iterator[Change]:
    rows = zip(sop.changed, sop.entry.data.get("changes", ()), strict=True)
    for day, row in rows:
        if day > review.date:
            yield Change(dated_text(row["date"]), Markup(""), (row["change"],))


def _cited(view: View, name: str, review: Review) -> Iterator[Change]:
    """Yield the changes to an entry that a procedure refers to, given as "kind/id"."""
    entry = view.find(name)
    if entry is None:
        yield Change(Markup(""), Markup("{}").format(name.partition("/")[2]), (_REMOVED,))
        return
    events = view.edition.history.of(entry.kind, entry.id)
    found = list(_changes(view, iter(events), review, view.link(entry)))
    yield from found or [Change(Markup(""), view.link(entry), (_UNKNOWN_DETAILS,))]


def _changes(
    view: View, events: Iterator[Event], review: Review, about: Markup
) -> Iterator[Change]:
    """Yield the changes after the day of a review; those on the day itself are ambiguous."""
    later = (event for event in events if event.day > review.date)
    for line in lines_of(view, later):
        texts = (*line.notes, *line.phrases)
        if texts and line.how != "added":
            yield Change(line.when, about, texts)
