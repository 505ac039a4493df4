"""The formulas of metrics with names resolved: which are computable and which only describe.

A formula with a name that is not a metric, such as "cash / monthly burn", is a description.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from handbook.book import Handbook
from handbook.formula import BadFormula, Formula, read_formula
from handbook.names import suggestion
from handbook.records import Metric

_SIGNS = "()+×*/÷\u2212"


class Equation(NamedTuple):
    """A formula in which every name is a metric, with the id of each name."""

    formula: Formula
    inputs: Mapping[str, str]


def equation_of(handbook: Handbook, metric: Metric) -> Equation | None:
    """Return how a metric is calculated, None if it is not; raises BadFormula.

    An invalid formula is a fault only if all its names are metrics; otherwise it is a description.
    """
    text = metric.entry.data.get("formula")
    if text is None:
        return None
    try:
        formula = read_formula(text)
    except BadFormula:
        if _all_known(handbook, metric, text):
            raise
        return None
    found = {name: _named(handbook, metric, name) for name in formula.names()}
    inputs = {name: known for name, known in found.items() if known is not None}
    return Equation(formula, inputs) if len(inputs) == len(found) else None


def misspelt(handbook: Handbook, metric: Metric) -> Iterator[tuple[str, str]]:
    """Yield each likely misspelt metric in a formula that names others correctly, with its fix."""
    try:
        names = list(dict.fromkeys(read_formula(metric.entry.data.get("formula", "")).names()))
    except BadFormula:
        return
    unknown = [name for name in names if _named(handbook, metric, name) is None]
    if len(unknown) == len(names) > 1:
        return
    known = handbook.names.known(("metrics",))
    for name in unknown:
        cure = suggestion(name, known)
        if cure:
            yield name, cure


def equations(handbook: Handbook) -> Mapping[str, Equation]:
    """Return every valid equation by the id of its metric."""
    found = {}
    for metric in handbook.metrics.values():
        with suppress(BadFormula):
            equation = equation_of(handbook, metric)
            if equation is not None:
                found[metric.id] = equation
    return found


def in_order(found: Mapping[str, Equation]) -> Iterator[str]:
    """Yield the metrics that can be calculated, each after its inputs."""
    sorter = TopologicalSorter({name: one.inputs.values() for name, one in found.items()})
    # Metrics that do not depend on a cycle are still yielded.
    with suppress(CycleError):
        sorter.prepare()
    while sorter.is_active():
        for name in sorter.get_ready():
            if name in found:
                yield name
            sorter.done(name)


def circular(found: Mapping[str, Equation]) -> frozenset[str]:
    """Return the metrics whose equations depend on themselves."""
    blocked = set(found) - set(in_order(found))
    return frozenset(name for name in blocked if name in reached(found, name))


def reached(found: Mapping[str, Equation], start: str) -> set[str]:
    """Return the metrics that a metric is calculated from, directly or indirectly."""
    names: set[str] = set()
    waiting = [start]
    while waiting:
        equation = found.get(waiting.pop())
        fresh = set(equation.inputs.values()) - names if equation else set()
        names |= fresh
        waiting += fresh
    return names


def _named(handbook: Handbook, metric: Metric, name: str) -> str | None:
    """Return the id of the metric that a formula names by id, title or alias."""
    found = handbook.names.find(("metrics",), name, metric.entry.document.path)
    return found.id if found else None


def _all_known(handbook: Handbook, metric: Metric, text: str) -> bool:
    """Return whether every operand of an invalid formula is a metric."""
    for sign in _SIGNS:
        text = text.replace(sign, "\n")
    names = [part.strip() for part in text.split("\n") if part.strip(" .0123456789")]
    return bool(names) and all(_named(handbook, metric, name) for name in names)
