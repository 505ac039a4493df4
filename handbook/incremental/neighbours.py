"""Which entries something may be told of when others change."""

from collections.abc import Set as AbstractSet

from handbook.incremental.graph import NOWHERE, Graph

# What stands in these is told of the procedure that they name.
REVIEWS = "reviews"
# Every procedure stands in the folder of an area.
_AREAS = "areas"
_PROCESSES, _PROCEDURES, _EXCEPTIONS = "processes", "sops", "exceptions"


def neighbours(
    graph: Graph, changed: AbstractSet[int], gone: AbstractSet[int], named: AbstractSet[int]
) -> set[int]:
    """Return the numbers of the entries that changed, and of all that these hang together with.

    Some of them may be gone; `named` are those that are named now, whether or not they were.
    """
    middle = _middle(graph, changed, gone)
    sources = {source for number in middle for source in graph.sources(number)} | middle
    # What was reviewed together with one of these is judged by all of its reviews.
    reviewed = _reviewed(graph, sources) - middle
    sources |= {source for number in reviewed for source in graph.sources(number)} | reviewed
    found = {target for number in sources for target in graph.targets[number]} | sources | named
    found |= {entry for number in sources for entry in graph.cited[number]}
    found |= {number for number, kind in enumerate(graph.kinds) if kind == _AREAS}
    found |= {
        number
        for number, kind in enumerate(graph.kinds)
        # What an exception is about need not be a name that means something.
        if kind == _EXCEPTIONS and not (found | {NOWHERE}).isdisjoint(graph.targets[number])
    }
    return found - {NOWHERE}


def _middle(graph: Graph, changed: AbstractSet[int], gone: AbstractSet[int]) -> set[int]:
    """Return the numbers of the entries of which something else may be told now."""
    named = {(number, target) for number in changed for target in graph.targets[number]}
    # Whether a process is described at all hangs on all that describe it.
    described = {
        source
        for number, target in named
        if number in gone and target != NOWHERE and graph.kinds[target] == _PROCESSES
        for source in graph.targets.having(target)
        if graph.kinds[source] == _PROCEDURES
    }
    # What names an entry that is gone counts as changed for nobody any more.
    unsettled = {source for number in gone for source in graph.sources(number)}
    return {*changed, *_reviewed(graph, changed), *described, *unsettled}


def _reviewed(graph: Graph, numbers: AbstractSet[int]) -> set[int]:
    """Return the numbers of the procedures whose reviews some entries hold."""
    return {
        target
        for number in numbers
        if graph.kinds[number] == REVIEWS
        for target in graph.targets[number]
        if target != NOWHERE and graph.kinds[target] == _PROCEDURES
    }
