"""Who has to learn again what is done another way, and which training covers it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.records import Entry
from handbook.schema import tidied

KIND = "training"
Step = Mapping[str, Any]
# Beside its steps: what else tells the doers of a procedure what to do, and with what.
_DONE = ("scope", "timeline", "tools", "exceptions")


class Lesson(NamedTuple):
    """Whom a change concerns who does the work, by entry, and the training that covers it."""

    learners: tuple[Entry, ...]
    courses: tuple[Entry, ...]


def lesson(handbook: Handbook, old: Entry | None, entry: Entry) -> Lesson | None:
    """Return who learns what an entry says now; None if the work is done as before.

    `old` is what it was, names written as the ids they have now. What doers do stands in
    procedures; another entry, such as a tool, has to be learnt again where it means something
    else and a training covers it.
    """
    if entry.status == "retired":
        return None
    courses = tuple({course.id: course for course in _courses(handbook, entry)}.values())
    if entry.kind == "sops":
        learners = tuple(_learners(handbook, old, entry))
        return Lesson(learners, courses) if learners else None
    meaning = handbook.registers[entry.kind].kind.meaning
    is_new = old is not None and meaning(old.data) != meaning(entry.data)
    return Lesson((), courses) if courses and is_new else None


def _learners(handbook: Handbook, old: Entry | None, entry: Entry) -> Iterator[Entry]:
    """Yield the roles that do what is different, then whom the procedure is for."""
    steps = list(_different(old, entry))
    roles = (
        role
        for step in steps
        for role in (step.get("owner") or entry.data["owner"], *step.get("with", ()))
    )
    names = [f"roles/{role}" for role in roles]
    for name in dict.fromkeys([*names, *(entry.data.get("audience", ()) if steps else ())]):
        found = handbook.at(("roles", "groups", "areas"), name)
        if found is not None:
            yield found


def _different(old: Entry | None, entry: Entry) -> Iterator[Step]:
    """Yield the steps that are new, gone or done another way; all if it is about all of them."""
    after: list[Step] = tidied(entry.data["steps"])
    before: list[Step] = tidied(old.data["steps"]) if old else []
    if old is None or _rest(old) != _rest(entry):
        yield from after
    elif sorted(map(repr, before)) == sorted(map(repr, after)):
        # The same ones: if anything, their order is another.
        yield from after if before != after else ()
    else:
        yield from (step for step in after if step not in before)
        titles = {step["title"] for step in after}
        yield from (step for step in before if step["title"] not in titles)


def _rest(entry: Entry) -> object:
    sections = [[part.title, part.body.markdown] for part in entry.document.sections]
    return tidied([{name: entry.data.get(name) for name in _DONE}, sections])


def _courses(handbook: Handbook, entry: Entry) -> Iterator[Entry]:
    """Yield the training in use that covers an entry, or the process that a procedure describes."""
    sop = handbook.sops.get(entry.id) if entry.kind == "sops" else None
    process = handbook.find("processes", sop.process) if sop and sop.process else None
    for covered in (entry, process):
        for reference in handbook.used_by(covered) if covered else ():
            if reference.source.kind == KIND and reference.source.status != "retired":
                yield reference.source
