"""What changed in a handbook as Markdown, for a pull request, and as plain data, for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from handbook.changes.entries import Changed
from handbook.markup import plain
from handbook.rapid import AGREES, ASKED, DECIDES, INPUT, PERFORMS
from handbook.records import Entry

VERSION = 1
_MOST = 12
# Without the first a change is not agreed; the others are heard, or have to do it another way.
_HEARD = {"Who must review": ASKED, "Who is heard": (INPUT,), "Who does it": (PERFORMS,)}
_WORDS = {DECIDES: "decides on", AGREES: "must agree to", INPUT: "is heard on", PERFORMS: "does"}
_HOW = {"added": "new", "removed": "gone", "retired": "retired", "changed": "changed"}


def markdown(found: Sequence[Changed], name: str, titles: Mapping[str, str]) -> str:
    """Return what changed since a revision; `titles` are those of the roles, by id."""
    lines = [f"### {_counted(found)} since {plain(name)}", ""]
    for procedures in (True, False):
        part = [one for one in found if one.is_procedure is procedures]
        if part:
            lines += [f"#### {'Procedures' if procedures else 'Registers'}", ""]
            for one in part:
                lines += [*_entry(one), ""]
    for title, parts in _HEARD.items():
        heard = list(_heard(found, titles, parts))
        if heard:
            lines += [f"#### {title}", "", *heard, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def document(found: Iterable[Changed], name: str) -> dict[str, Any]:
    """Return what changed as plain data; a new version is one that old readers misread."""
    return {
        "version": VERSION,
        "against": name,
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
                "touches": [f"{entry.kind}/{entry.id}" for entry in one.touches],
                "says": [say._asdict() for say in one.says],
                "review": one.review,
            }
            for one in found
        ],
    }


def _counted(found: Sequence[Changed]) -> str:
    if not found:
        return "Nothing changed"
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
    for change in one.changes[:_MOST]:
        yield f"  - {plain(str(change))}"
    if len(one.changes) > _MOST:
        yield f"  - and {len(one.changes) - _MOST} more"
    if one.review:
        yield f"  - Review: {plain(one.review)}"
    if one.touches:
        yield f"  - Touches {_named(one.touches)}"


def _named(entries: Sequence[Entry]) -> str:
    """Return entries by kind: "sops Customer onboarding; meetings Leadership Sync"."""
    kinds: dict[str, list[str]] = {}
    for entry in entries:
        kind = "procedures" if entry.kind == "sops" else entry.kind.replace("-", " ")
        kinds.setdefault(kind, []).append(plain(entry.title))
    listed = []
    for kind, names in kinds.items():
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        listed.append(f"{kind}: {', '.join(names[:_MOST])}{more}")
    return "; ".join(listed)


def _heard(
    found: Iterable[Changed], titles: Mapping[str, str], parts: Sequence[str]
) -> Iterator[str]:
    """Yield a line for each role and part it has: "Support Lead decides on Refunds (owns it)"."""
    roles: dict[tuple[str, str], list[str]] = {}
    for one in found:
        for say in one.says:
            if say.part in parts:
                told = f"{plain(one.entry.title)} ({plain(say.why)})"
                roles.setdefault((say.role, say.part), []).append(told)
    for (role, part), named in sorted(roles.items(), key=lambda item: item[0]):
        more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
        yield f"- {plain(titles.get(role, role))} {_WORDS[part]} {', '.join(named[:_MOST])}{more}"
