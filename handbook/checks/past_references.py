"""What tells of the past names what there was then, be it retired since."""

from handbook.deadlines import is_done
from handbook.references import Reference

# Kinds whose entries are nothing but records of what was, and what is over in others.
_RECORDS = frozenset({"reviews", "usage", "values"})
_OVER = {"discrepancies": "decided", "improvements": "done"}


def is_bygone(reference: Reference) -> bool:
    """Return whether something is named as it was once, and not as what is in force."""
    source = reference.source
    if source.kind == "post-mortems":
        return not _is_to_do(reference)
    state = _OVER.get(source.kind)
    return source.kind in _RECORDS or (state is not None and source.data.get("state") == state)


def _is_to_do(reference: Reference) -> bool:
    """Return whether a post-mortem names who has something to do still."""
    key, *index = reference.route
    if key != "actions":
        return False
    action = reference.source.data["actions"][index[0]]
    return not is_done(action.get("status", "open"))
