"""The signatures of the macros that pages in docs/ call, so that calls are checked, not run."""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

# What the macros plugin provides to templates besides our own macros.
PROVIDED = frozenset(
    {
        *("config", "context", "environment", "extra", "files", "filters", "filters_builtin"),
        *("fix_url", "git", "macros", "macros_info", "navigation", "now", "page", "plugin"),
        *("project_dir", "relative_url"),
        # Jinja's own.
        *("cycler", "dict", "joiner", "lipsum", "loop", "namespace", "range", "self", "super"),
    }
)


class Says(Enum):
    """What an argument of a macro stands for."""

    KIND = "a kind"
    ENTRY = "an entry of the kind named first"
    PROPERTY = "a property of the kind named first"
    TEXT = "a text"
    NUMBER = "a number"


class Slot(NamedTuple):
    """A parameter of a macro and what it stands for.

    `says` may also be a tuple of allowed words, or the kind of an entry.
    """

    name: str
    says: Says | tuple[str, ...] | str = Says.TEXT
    is_needed: bool = True


class Macro(NamedTuple):
    """The parameters of a macro: positional ones, a repeated rest, and filters by property."""

    slots: tuple[Slot, ...] = ()
    rest: Slot | None = None
    by_property: bool = False


_NOTHING = Macro()
_KIND = Slot("kind", Says.KIND)
_REPORT = Slot(
    "name",
    (
        *("ownership", "freshness", "inventory", "completeness", "decisions"),
        *("rules", "usage"),
    ),
)

MACROS: Mapping[str, Macro] = {
    "search": _NOTHING,
    "doors": _NOTHING,
    "mine": _NOTHING,
    "state": _NOTHING,
    "changes": Macro((Slot("most", Says.NUMBER, is_needed=False),)),
    "recent_changes": _NOTHING,
    "progress": _NOTHING,
    "contents": _NOTHING,
    "roles": _NOTHING,
    "organisation": _NOTHING,
    "meetings": _NOTHING,
    "metrics": _NOTHING,
    "dashboards": _NOTHING,
    "dashboard": Macro((Slot("entry_id", "dashboards"),)),
    "templates": _NOTHING,
    "checklists": _NOTHING,
    "who_do_i_call": _NOTHING,
    "compact": Macro((_KIND,), Slot("names", Says.PROPERTY)),
    "registers": _NOTHING,
    "tools": _NOTHING,
    "day": Macro((Slot("area", "areas"),)),
    "gatherings": Macro((Slot("area", "areas"),)),
    "measures": Macro((), Slot("metrics", "metrics")),
    "register": Macro((_KIND,), by_property=True),
    "report": Macro((_REPORT,)),
    "outcome": Macro((_REPORT,)),
    "plan": Macro((Slot("entry_id", "plans"),)),
    "plans": _NOTHING,
    "discrepancies": _NOTHING,
    "workflows": _NOTHING,
    "workflow": Macro((Slot("entry_id", "workflows"),)),
    "integration_map": _NOTHING,
    "improvement": Macro((Slot("part", ("cycle", "log", "post-mortems", "audits")),)),
    "vendors": Macro((Slot("part", ("contracts", "tools")),)),
    "scorecards": _NOTHING,
    "checks": _NOTHING,
    "link": Macro((_KIND, Slot("entry_id", Says.ENTRY), Slot("text", is_needed=False))),
}
