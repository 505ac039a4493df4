"""The roles that need retraining after a change, and the training that covers it."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.records import Entry
from handbook.schema import normalised

KIND = "training"
Step = Mapping[str, Any]
# Besides its steps, the parts of a procedure that affect how it is performed.
_PERFORMED = ("scope", "timeline", "tools", "exceptions")


class Retraining(NamedTuple):
    """The roles and groups that must learn a change, and the training that covers it."""

    learners: tuple[Entry, ...]
    courses: tuple[Entry, ...]


def retraining(handbook: Handbook, old: Entry | None, entry: Entry) -> Retraining | None:
    """Return who must learn the new version of an entry; None if the work is unchanged.

    `old` is the previous version with ids updated. Learners are known for procedures only;
    another entry, such as a tool, needs retraining if its meaning changed and a training
    covers it.
    """
    if entry.status == "retired":
        return None
    courses = tuple({course.id: course for course in _courses(handbook, entry)}.values())
    if entry.kind == "sops":
        learners = tuple(_learners(handbook, old, entry))
        return Retraining(learners, courses) if learners else None
    meaning = handbook.registers[entry.kind].kind.meaning
    is_changed = old is not None and meaning(old.data) != meaning(entry.data)
    return Retraining((), courses) if courses and is_changed else None


def _learners(handbook: Handbook, old: Entry | None, entry: Entry) -> Iterator[Entry]:
    """Yield the roles that perform changed steps, then the procedure's audience."""
    steps = list(_changed_steps(old, entry))
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


def _changed_steps(old: Entry | None, entry: Entry) -> Iterator[Step]:
    """Yield the steps that were added, removed or changed; all of them if a shared part changed."""
    after: list[Step] = normalised(entry.data["steps"])
    before: list[Step] = normalised(old.data["steps"]) if old else []
    if old is None or _shared_parts(old) != _shared_parts(entry):
        yield from after
    elif sorted(map(repr, before)) == sorted(map(repr, after)):
        # The same steps: at most, their order changed.
        yield from after if before != after else ()
    else:
        yield from (step for step in after if step not in before)
        titles = {step["title"] for step in after}
        yield from (step for step in before if step["title"] not in titles)


def _shared_parts(entry: Entry) -> object:
    sections = [[part.title, part.body.markdown] for part in entry.document.sections]
    return normalised([{name: entry.data.get(name) for name in _PERFORMED}, sections])


def _courses(handbook: Handbook, entry: Entry) -> Iterator[Entry]:
    """Yield the active training that covers an entry, or its process if it is a procedure."""
    sop = handbook.sops.get(entry.id) if entry.kind == "sops" else None
    process = handbook.find("processes", sop.process) if sop and sop.process else None
    for covered in (entry, process):
        for reference in handbook.used_by(covered) if covered else ():
            if reference.source.kind == KIND and reference.source.status != "retired":
                yield reference.source
