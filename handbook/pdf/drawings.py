"""Drawings in the colours of paper, each in the size that the page has room for."""

import re
from html import unescape
from typing import Any

# Drawings are made for screens, 96 px to the inch; at this size their labels match the text.
_POINTS = 0.72
# What a page has room for, in points; a little more is drawn a little smaller.
_PAGE = 425
_ROOM = 1.1 * _PAGE / _POINTS
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_SIZE = re.compile(r'\bwidth="(\d+)" height="(\d+)"')
_OPENING = re.compile(r"<svg\b[^>]*>")
# As 70-drawings.css dresses them on a light page; the typesetter knows no variables.
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
    """Return a drawing with its size and what it says to who cannot see it."""
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
    """Return the widest of some drawings that the page has room for, else the narrowest."""
    ordered = sorted(drawings, key=lambda one: int(one["width"]))
    return next((one for one in reversed(ordered) if one["width"] <= _ROOM), ordered[0])
