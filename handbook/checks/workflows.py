"""Every state of a workflow exists, can be reached and can be left."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import Finding, subject
from handbook.names import fix_of, suggestion
from handbook.records import Entry


class State(NamedTuple):
    """A state of a workflow and its index."""

    workflow: Entry
    number: int
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Return its id, which transitions use."""
        return str(self.data["id"])

    @property
    def title(self) -> str:
        """Return its title."""
        return str(self.data["title"])


class Transition(NamedTuple):
    """A transition between two states of a workflow, and its index."""

    workflow: Entry
    number: int
    data: Mapping[str, Any]


def states(handbook: Handbook) -> list[State]:
    """Return the states of all workflows."""
    return [state for entry in handbook.entries("workflows") for state in _states(entry)]


def transitions(handbook: Handbook) -> list[Transition]:
    """Return the transitions of all workflows."""
    return [
        Transition(entry, index, data)
        for entry in handbook.entries("workflows")
        for index, data in enumerate(entry.data.get("transitions", ()))
    ]


def connected_states(handbook: Handbook) -> list[State]:
    """Return the states of workflows in use that have transitions.

    A board without transitions is a row of columns between which cards move freely, so no column
    is unreachable or a dead end.
    """
    return [
        state
        for state in states(handbook)
        if state.workflow.data.get("transitions") and state.workflow.status != "retired"
    ]


def undefined_state(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A transition leaves or enters a state that its workflow does not have."""
    for entry, index, data in transitions(handbook):
        known = [state.id for state in _states(entry)]
        for end in ("from", "to"):
            name = str(data[end])
            if name not in known:
                cure = suggestion(name, known) or f"; it has {', '.join(known)}"
                message = f"{subject(handbook, entry)} has no state {name!r}{cure}"
                yield entry.place("transitions", index, end), message, fix_of(name, known)


def duplicate_state(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Two states of one workflow have the same id or the same title."""
    for entry in handbook.entries("workflows"):
        for name in ("id", "title"):
            for first, second in _repeated(entry, name):
                line = entry.place("states", first.number, name).line
                message = (
                    f"{subject(handbook, entry)} already has a state with the {name} "
                    f"{second.data[name]!r} on line {line}; choose another"
                )
                yield entry.place("states", second.number, name), message


def _repeated(entry: Entry, name: str) -> Iterator[tuple[State, State]]:
    """Yield the first state with an id or title, and each later state that repeats it."""
    found: dict[str, State] = {}
    for state in _states(entry):
        first = found.setdefault(str(state.data[name]).casefold(), state)
        if first is not state:
            yield first, state


def unreachable_state(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A state cannot be reached from an initial state."""
    for entry in _with_transitions(handbook):
        found = list(_states(entry))
        initial = [state.id for state in found if state.data.get("initial")] or [found[0].id]
        reached = _reached(entry, initial)
        for state in found:
            if state.id not in reached:
                message = (
                    f"no transition in {subject(handbook, entry)} leads to state {state.title!r}; "
                    "add one, or mark the state as initial"
                )
                yield entry.place("states", state.number, "title"), message


def dead_end(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A state has no way out but is not final."""
    for entry in _with_transitions(handbook):
        left = {
            str(data["from"]) for data in entry.data["transitions"] if data["from"] != data["to"]
        }
        for state in _states(entry):
            if state.id not in left and not state.data.get("final"):
                message = (
                    f"no transition in {subject(handbook, entry)} leaves state {state.title!r}; "
                    "add one, or mark the state as final"
                )
                yield entry.place("states", state.number, "title"), message


def _states(entry: Entry) -> Iterator[State]:
    for index, data in enumerate(entry.data["states"]):
        yield State(entry, index, data)


def _with_transitions(handbook: Handbook) -> list[Entry]:
    """Return the workflows in use that have transitions, all between states they have."""
    return [
        entry
        for entry in handbook.entries("workflows")
        if entry.data.get("transitions")
        and entry.status != "retired"
        and {name for data in entry.data["transitions"] for name in (data["from"], data["to"])}
        <= {data["id"] for data in entry.data["states"]}
    ]


def _reached(entry: Entry, initial: list[str]) -> set[str]:
    """Return the ids of the states that can be reached from the initial ones."""
    successors: dict[str, list[str]] = {}
    for data in entry.data["transitions"]:
        successors.setdefault(str(data["from"]), []).append(str(data["to"]))
    reached = set(initial)
    pending = list(initial)
    while pending:
        for state in successors.get(pending.pop(), []):
            if state not in reached:
                reached.add(state)
                pending.append(state)
    return reached
