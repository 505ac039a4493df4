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


class Meaning(Enum):
    """What an argument of a macro stands for."""

    KIND = "a kind"
    ENTRY = "an entry of the kind named first"
    PROPERTY = "a property of the kind named first"
    TEXT = "a text"
    NUMBER = "a number"


class Parameter(NamedTuple):
    """A parameter of a macro and what it stands for.

    `says` may also be a tuple of allowed words, or the kind of an entry.
    """

    name: str
    says: Meaning | tuple[str, ...] | str = Meaning.TEXT
    is_needed: bool = True


class Macro(NamedTuple):
    """The parameters of a macro: positional ones, a repeated rest, and filters by property."""

    slots: tuple[Parameter, ...] = ()
    rest: Parameter | None = None
    by_property: bool = False


_NOTHING = Macro()
_KIND = Parameter("kind", Meaning.KIND)
_REPORT = Parameter(
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
    "changes": Macro((Parameter("most", Meaning.NUMBER, is_needed=False),)),
    "recent_changes": _NOTHING,
    "progress": _NOTHING,
    "contents": _NOTHING,
    "roles": _NOTHING,
    "organisation": _NOTHING,
    "meetings": _NOTHING,
    "metrics": _NOTHING,
    "dashboards": _NOTHING,
    "dashboard": Macro((Parameter("entry_id", "dashboards"),)),
    "templates": _NOTHING,
    "checklists": _NOTHING,
    "who_do_i_call": _NOTHING,
    "compact": Macro((_KIND,), Parameter("names", Meaning.PROPERTY)),
    "registers": _NOTHING,
    "tools": _NOTHING,
    "day": Macro((Parameter("area", "areas"),)),
    "gatherings": Macro((Parameter("area", "areas"),)),
    "measures": Macro((), Parameter("metrics", "metrics")),
    "register": Macro((_KIND,), by_property=True),
    "report": Macro((_REPORT,)),
    "outcome": Macro((_REPORT,)),
    "plan": Macro((Parameter("entry_id", "plans"),)),
    "plans": _NOTHING,
    "discrepancies": _NOTHING,
    "workflows": _NOTHING,
    "workflow": Macro((Parameter("entry_id", "workflows"),)),
    "integration_map": _NOTHING,
    "improvement": Macro((Parameter("part", ("cycle", "log", "post-mortems", "audits")),)),
    "vendors": Macro((Parameter("part", ("contracts", "tools")),)),
    "scorecards": _NOTHING,
    "checks": _NOTHING,
    "link": Macro(
        (_KIND, Parameter("entry_id", Meaning.ENTRY), Parameter("text", is_needed=False))
    ),
}
