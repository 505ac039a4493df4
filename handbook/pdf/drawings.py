"""Drawings in print colours, scaled to fit the page."""

import re
from html import unescape
from typing import Any

# Drawings are made for screens, 96 px to the inch; at this scale their labels match the text.
_POINTS = 0.72
# The available width in points; a slightly wider drawing is scaled down.
_PAGE = 425
_MAX_WIDTH = 1.1 * _PAGE / _POINTS
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_SIZE = re.compile(r'\bwidth="(\d+)" height="(\d+)"')
_OPENING = re.compile(r"<svg\b[^>]*>")
# Copied from the light theme in 70-drawings.css; the typesetter has no CSS variables.
_STYLE = """<style>
text{font-family:"Libertinus Serif"}
.hb-d__box{fill:#f5f7f9;stroke:#7d8895;stroke-width:1px}
.hb-d__box--start{fill:#eaf1fb;stroke:#123f7d}
.hb-d__box--plain{fill:none;stroke-dasharray:4 3}
.hb-d__ring{fill:none;stroke:#7d8895;stroke-width:1px}
.hb-d__line{fill:none;stroke:#7d8895;stroke-width:1.5px}
.hb-d__line--dashed{stroke-dasharray:5 4}
.hb-d__tip{fill:#7d8895}
.hb-d__label{fill:#1b2128;font-size:14px;text-anchor:middle}
.hb-d__note{fill:#56616e;font-size:12px;text-anchor:middle}
.hb-d__text--start{text-anchor:start}
.hb-d__frame{fill:none;stroke:#c9d0d8;stroke-width:1px}
.hb-d__patch{fill:#ffffff}
</style>"""


def drawing(svg: str) -> dict[str, Any]:
    """Return a drawing with its size and its alternative text."""
    size = _SIZE.search(svg)
    width = int(size[1]) if size else 0
    title = _TITLE.search(svg)
    return {
        "is": "svg",
        "svg": _OPENING.sub(lambda found: found[0] + _STYLE, svg, count=1),
        "width": width,
        "points": min(width * _POINTS, _PAGE),
        "alt": unescape(title[1]) if title else "",
    }


def fitting(drawings: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the widest drawing that fits the page, else the narrowest."""
    ordered = sorted(drawings, key=lambda one: int(one["width"]))
    return next((one for one in reversed(ordered) if one["width"] <= _MAX_WIDTH), ordered[0])
