"""A workflow names only states it has, and work in it comes to every state and out again."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from handbook.book import Handbook
from handbook.checks.finding import Finding, called
from handbook.names import cure_of, suggestion
from handbook.records import Entry


class State(NamedTuple):
    """One state of a workflow, and its number among all."""

    workflow: Entry
    number: int
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Return what transitions call it."""
        return str(self.data["id"])

    @property
    def title(self) -> str:
        """Return what people call it."""
        return str(self.data["title"])


class Transition(NamedTuple):
    """A way from one state to another, and its number among all of the workflow."""

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


def states_on_ways(handbook: Handbook) -> list[State]:
    """Return the states of workflows in use that have transitions.

    A board without any is a row of columns in order: cards go from each to each, so no column is
    out of reach and none is an end.
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
                message = f"{called(handbook, entry)} has no state {name!r}{cure}"
                yield entry.place("transitions", index, end), message, cure_of(name, known)


def duplicate_state(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Two states of one workflow have the same id or the same title."""
    for entry in handbook.entries("workflows"):
        for name in ("id", "title"):
            for first, second in _alike(entry, name):
                line = entry.place("states", first.number, name).line
                message = (
                    f"{called(handbook, entry)} already has a state with the {name} "
                    f"{second.data[name]!r} on line {line}; choose another"
                )
                yield entry.place("states", second.number, name), message


def _alike(entry: Entry, name: str) -> Iterator[tuple[State, State]]:
    """Yield each state whose id or title stands before, with the first that has it."""
    found: dict[str, State] = {}
    for state in _states(entry):
        first = found.setdefault(str(state.data[name]).casefold(), state)
        if first is not state:
            yield first, state


def unreachable_state(handbook: Handbook, today: date) -> Iterator[Finding]:
    """No transition leads from where work begins to a state."""
    for entry in _with_ways(handbook):
        found = list(_states(entry))
        begin = [state.id for state in found if state.data.get("initial")] or [found[0].id]
        reached = _reached(entry, begin)
        for state in found:
            if state.id not in reached:
                message = (
                    f"nothing in {called(handbook, entry)} leads to state {state.title!r}; "
                    "add the transition that enters it, or mark it as initial"
                )
                yield entry.place("states", state.number, "title"), message


def dead_end(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Work that comes into a state stays there, though it is no final state."""
    for entry in _with_ways(handbook):
        left = {
            str(data["from"]) for data in entry.data["transitions"] if data["from"] != data["to"]
        }
        for state in _states(entry):
            if state.id not in left and not state.data.get("final"):
                message = (
                    f"nothing in {called(handbook, entry)} leads out of state {state.title!r}; "
                    "add the transition that leaves it, or mark it as final"
                )
                yield entry.place("states", state.number, "title"), message


def _states(entry: Entry) -> Iterator[State]:
    for index, data in enumerate(entry.data["states"]):
        yield State(entry, index, data)


def _with_ways(handbook: Handbook) -> list[Entry]:
    """Return the workflows in use that have transitions, all between states they have."""
    return [
        entry
        for entry in handbook.entries("workflows")
        if entry.data.get("transitions")
        and entry.status != "retired"
        and {name for data in entry.data["transitions"] for name in (data["from"], data["to"])}
        <= {data["id"] for data in entry.data["states"]}
    ]


def _reached(entry: Entry, begin: list[str]) -> set[str]:
    """Return the ids of the states that work can come to from where it begins."""
    ways: dict[str, list[str]] = {}
    for data in entry.data["transitions"]:
        ways.setdefault(str(data["from"]), []).append(str(data["to"]))
    reached = set(begin)
    waiting = list(begin)
    while waiting:
        for state in ways.get(waiting.pop(), []):
            if state not in reached:
                reached.add(state)
                waiting.append(state)
    return reached
