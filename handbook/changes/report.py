"""Changes of a handbook as Markdown, for pull requests, and as plain data, for programs."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from handbook.changes.entries import Changed
from handbook.changes.retraining import Retraining
from handbook.changes.review_effects import ReviewEffect
from handbook.markup import plain
from handbook.rapid import AGREES, ASKED, DECIDES, INPUT, PERFORMS
from handbook.records import Entry

VERSION = 1
_MAX_ITEMS = 12
# The first must agree to a change; the others are consulted, or affected by it.
_HEADINGS = {
    "Who must review": ASKED,
    "Who is consulted": (INPUT,),
    "Who performs it": (PERFORMS,),
}
_WORDS = {
    DECIDES: "decides on",
    AGREES: "must agree to",
    INPUT: "is consulted on",
    PERFORMS: "performs",
}
_HOW = {"added": "new", "removed": "removed", "retired": "retired", "changed": "changed"}


def markdown(
    found: Sequence[Changed],
    effects: Iterable[ReviewEffect],
    name: str,
    titles: Mapping[str, str],
    unread: Collection[str] = (),
) -> str:
    """Return the changes since a revision; `titles` are those of the roles, by id.

    `unread` are the paths of files with errors, whose changes are unknown.
    """
    counted = _counted(found) or f"No {'readable ' if unread else ''}changes"
    lines = [f"### {counted} since {plain(name)}", ""]
    if unread:
        if len(unread) == 1:
            lines += ["This file has errors, so its changes are not shown:", ""]
        else:
            lines += ["These files have errors, so their changes are not shown:", ""]
        lines += [*(f"- {plain(path)}" for path in sorted(unread)), ""]
    for procedures in (True, False):
        part = [one for one in found if one.is_procedure is procedures]
        if part:
            lines += [f"#### {'Procedures' if procedures else 'Registers'}", ""]
            for one in part:
                lines += [*_entry(one), ""]
    sections = {"Reviews of other procedures": [_review_effect(one) for one in effects]}
    sections |= {title: list(_roles(found, titles, parts)) for title, parts in _HEADINGS.items()}
    sections["Training to repeat"] = [
        f"- {plain(one.entry.title)}: {_retraining(one.retraining, is_new=one.how == 'added')}"
        for one in found
        if one.retraining
    ]
    for title, items in sections.items():
        if items:
            lines += [f"#### {title}", "", *items, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def document(
    found: Iterable[Changed],
    effects: Iterable[ReviewEffect],
    name: str,
    unread: Collection[str] = (),
) -> dict[str, Any]:
    """Return the changes as plain data; the version changes only with incompatible changes."""
    return {
        "version": VERSION,
        "against": name,
        "unread": sorted(unread),
        "changed": [
            {
                "kind": one.kind.name,
                "id": one.entry.id,
                "title": one.entry.title,
                "path": one.entry.document.path,
                "how": one.how,
                "was": one.renamed,
                "changes": [
                    {"where": list(change.where), "before": change.before, "after": change.after}
                    for change in one.changes
                ],
                "touches": _names(one.affected),
                "says": [say._asdict() for say in one.says],
                "review": one.review,
                "training": {
                    "learners": _names(one.retraining.learners),
                    "courses": _names(one.retraining.courses),
                }
                if one.retraining
                else None,
            }
            for one in found
        ],
        "reviews": [
            {
                "id": one.procedure.id,
                "date": one.review.date.isoformat(),
                "reviewer": one.review.reviewer,
                "because": list(one.because),
            }
            for one in effects
        ],
    }


def _names(entries: Iterable[Entry]) -> list[str]:
    return [f"{entry.kind}/{entry.id}" for entry in entries]


def _counted(found: Sequence[Changed]) -> str:
    if not found:
        return ""
    parts = []
    for how, word in _HOW.items():
        number = sum(one.how == how for one in found)
        if number:
            parts.append(f"{number} {word}")
    return f"{len(found)} {'entry' if len(found) == 1 else 'entries'} ({', '.join(parts)})"


def _entry(one: Changed) -> Iterator[str]:
    noun = "" if one.is_procedure else f"{one.kind.noun} "
    head = (
        f"- {noun}**{plain(one.entry.title)}**, {_HOW[one.how]} ({plain(one.entry.document.path)})"
    )
    yield head if one.renamed is None else f"{head}; its id was {plain(one.renamed)}"
    for change in one.changes[:_MAX_ITEMS]:
        yield f"  - {plain(str(change))}"
    if len(one.changes) > _MAX_ITEMS:
        yield f"  - and {len(one.changes) - _MAX_ITEMS} more"
    if one.review:
        yield f"  - Review: {plain(one.review)}"
    if one.affected:
        yield f"  - Affects {_named(one.affected)}"


def _review_effect(one: ReviewEffect) -> str:
    title, day = plain(one.procedure.title), one.review.date.isoformat()
    if not one.because:
        return f"- {title}: reviewed on {day} with this change"
    names = plain(", ".join(one.because))
    return f"- {title}: the review of {day} is no longer valid; cited entries changed: {names}"


def _retraining(found: Retraining, *, is_new: bool) -> str:
    """Return who needs training: "CSM, COO need retraining; no training covers it"."""
    courses = _listed(found.courses)
    covered = f"{courses} {'cover' if len(found.courses) > 1 else 'covers'} it"
    if not found.learners:
        return covered
    verb = "need" if len(found.learners) > 1 else "needs"
    need = f"{_listed(found.learners)} {verb} {'training' if is_new else 'retraining'}"
    return f"{need}; {covered if courses else 'no training covers it'}"


def _listed(entries: Sequence[Entry]) -> str:
    more = f" and {len(entries) - _MAX_ITEMS} more" if len(entries) > _MAX_ITEMS else ""
    return ", ".join(plain(entry.title) for entry in entries[:_MAX_ITEMS]) + more


def _named(entries: Sequence[Entry]) -> str:
    """Return entries by kind: "procedures: Customer onboarding; meetings: Leadership Sync"."""
    kinds: dict[str, list[Entry]] = {}
    for entry in entries:
        kind = "procedures" if entry.kind == "sops" else entry.kind.replace("-", " ")
        kinds.setdefault(kind, []).append(entry)
    return "; ".join(f"{kind}: {_listed(named)}" for kind, named in kinds.items())


def _roles(
    found: Iterable[Changed], titles: Mapping[str, str], parts: Sequence[str]
) -> Iterator[str]:
    """Yield a line for each role and its part: "Support Lead decides on Refunds (owns it)"."""
    roles: dict[tuple[str, str], list[str]] = {}
    listed = list(found)
    titles_of = Counter(one.entry.title for one in listed)
    for one in listed:
        # A procedure and its process may share a title.
        noun = "procedure" if one.is_procedure else one.kind.noun
        noun = f"{noun} " if titles_of[one.entry.title] > 1 else ""
        for say in one.says:
            if say.part in parts:
                item = f"{noun}{plain(one.entry.title)} ({plain(say.why)})"
                roles.setdefault((say.role, say.part), []).append(item)
    for (role, part), named in sorted(roles.items(), key=lambda item: item[0]):
        more = f" and {len(named) - _MAX_ITEMS} more" if len(named) > _MAX_ITEMS else ""
        items = ", ".join(named[:_MAX_ITEMS])
        yield f"- {plain(titles.get(role, role))} {_WORDS[part]} {items}{more}"
