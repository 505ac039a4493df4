"""References from records of the past, which may name entries retired since."""

from handbook.deadlines import is_done
from handbook.references import Reference

# Kinds whose entries only record the past, and the state that closes an entry of the others.
_RECORDS = frozenset({"reviews", "usage", "values"})
_CLOSED_STATES = {"discrepancies": "decided", "improvements": "done"}


def is_historical(reference: Reference) -> bool:
    """Return whether a reference records the past rather than what is in force."""
    source = reference.source
    if source.kind == "post-mortems":
        return not _is_open_action(reference)
    state = _CLOSED_STATES.get(source.kind)
    return source.kind in _RECORDS or (state is not None and source.data.get("state") == state)


def _is_open_action(reference: Reference) -> bool:
    """Return whether a post-mortem names someone with an open action."""
    key, *index = reference.route
    if key != "actions":
        return False
    action = reference.source.data["actions"][index[0]]
    return not is_done(action.get("status", "open"))
