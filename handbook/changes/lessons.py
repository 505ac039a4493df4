"""Who has to learn again what is done another way, and which training covers it."""

from collections.abc import Iterator
from typing import NamedTuple

from handbook.book import Handbook
from handbook.changes.values import unspaced
from handbook.fingerprint import fingerprint
from handbook.records import Entry, Sop, Step

KIND = "training"
# Beside its steps: what else tells the doers of a procedure what to do, and with what.
_DONE = ("scope", "timeline", "tools", "exceptions")


class Lesson(NamedTuple):
    """Whom a change concerns who does the work, by entry, and the training that covers it."""

    learners: tuple[Entry, ...]
    courses: tuple[Entry, ...]


def lesson(then: Handbook, now: Handbook, before: Entry | None, entry: Entry) -> Lesson | None:
    """Return who learns what an entry says now; None if the work is done as before.

    What doers do stands in procedures; another entry, such as a tool, has to be learnt again where
    it means something else and a training covers it.
    """
    if entry.status == "retired":
        return None
    courses = tuple({course.id: course for course in _courses(now, entry)}.values())
    if entry.kind == "sops":
        old = then.sops[before.id] if before else None
        learners = tuple(_learners(now, old, now.sops[entry.id]))
        return Lesson(learners, courses) if learners else None
    is_new = before is not None and fingerprint(then, before) != fingerprint(now, entry)
    return Lesson((), courses) if courses and is_new else None


def _learners(handbook: Handbook, old: Sop | None, sop: Sop) -> Iterator[Entry]:
    """Yield the roles that do what is different, then whom the procedure is for."""
    steps = list(_different(old, sop))
    names = [f"roles/{role}" for step in steps for role in (step.owner or sop.owner, *step.helpers)]
    for name in dict.fromkeys([*names, *(sop.audience if steps else ())]):
        entry = handbook.at(("roles", "groups", "areas"), name)
        if entry is not None:
            yield entry


def _different(old: Sop | None, sop: Sop) -> Iterator[Step]:
    """Yield the steps that are new, gone or done another way; all if it is about all of them."""
    after = _steps(sop)
    before = _steps(old) if old else []
    known = [data for _, data in before]
    there = [data for _, data in after]
    if old is None or _rest(old) != _rest(sop):
        yield from sop.steps
    elif sorted(map(repr, known)) == sorted(map(repr, there)):
        # The same ones: if anything, their order is another.
        yield from sop.steps if known != there else ()
    else:
        yield from (step for step, data in after if data not in known)
        titles = {step.title for step in sop.steps}
        yield from (step for step, _ in before if step.title not in titles)


def _steps(sop: Sop) -> list[tuple[Step, object]]:
    data = [unspaced(step) for step in sop.entry.data["steps"]]
    return list(zip(sop.steps, data, strict=True))


def _rest(sop: Sop) -> object:
    sections = [(part.title, part.body.markdown) for part in sop.entry.document.sections]
    return unspaced([{name: sop.entry.data.get(name) for name in _DONE}, sections])


def _courses(handbook: Handbook, entry: Entry) -> Iterator[Entry]:
    """Yield the training in use that covers an entry, or the process that a procedure describes."""
    sop = handbook.sops.get(entry.id) if entry.kind == "sops" else None
    process = handbook.find("processes", sop.process) if sop and sop.process else None
    for covered in (entry, process):
        for reference in handbook.used_by(covered) if covered else ():
            if reference.source.kind == KIND and reference.source.status != "retired":
                yield reference.source
