"""The entries whose diagnostics may change when others change."""

from collections.abc import Set as AbstractSet

from handbook.incremental.graph import NO_TARGET, Graph

# Their contents affect the diagnostics of the procedure they name.
REVIEWS = "reviews"
# Every procedure is in the folder of an area.
_AREAS = "areas"
_PROCESSES, _PROCEDURES, _EXCEPTIONS = "processes", "sops", "exceptions"


def neighbours(
    graph: Graph, changed: AbstractSet[int], gone: AbstractSet[int], named: AbstractSet[int]
) -> set[int]:
    """Return the numbers of the changed entries and of everything connected to them.

    Some of them may be gone; `named` are those that are named now, newly or not.
    """
    affected = _affected(graph, changed, gone)
    sources = graph.sources(affected) | affected
    # A procedure reviewed along with one of these is checked against all of its reviews.
    reviewed = _reviewed(graph, sources) - affected
    sources |= graph.sources(reviewed) | reviewed
    found = {target for number in sources for target in graph.targets[number]} | sources | named
    found |= {entry for number in sources for entry in graph.cited[number]}
    found |= {number for number, kind in enumerate(graph.kinds) if kind == _AREAS}
    found |= {
        number
        for number, kind in enumerate(graph.kinds)
        # The subject of an exception need not exist.
        if kind == _EXCEPTIONS and not (found | {NO_TARGET}).isdisjoint(graph.targets[number])
    }
    return found - {NO_TARGET}


def _affected(graph: Graph, changed: AbstractSet[int], gone: AbstractSet[int]) -> set[int]:
    """Return the numbers of the entries whose diagnostics may differ now."""
    named = {(number, target) for number in changed for target in graph.targets[number]}
    # Whether a process is documented depends on all procedures that describe it.
    processes = {
        target
        for number, target in named
        if number in gone and target != NO_TARGET and graph.kinds[target] == _PROCESSES
    }
    described = {
        source
        for source in graph.targets.indices_of(processes)
        if graph.kinds[source] == _PROCEDURES
    }
    # An entry that names a missing one has no valid fingerprint any more.
    return {*changed, *_reviewed(graph, changed), *described, *graph.sources(gone)}


def _reviewed(graph: Graph, numbers: AbstractSet[int]) -> set[int]:
    """Return the numbers of the procedures whose reviews are in some entries."""
    return {
        target
        for number in numbers
        if graph.kinds[number] == REVIEWS
        for target in graph.targets[number]
        if target != NO_TARGET and graph.kinds[target] == _PROCEDURES
    }
