"""The icons of the theme, inlined so that they need no requests."""

from functools import cache
from pathlib import Path

import material
from markupsafe import Markup

_FOLDER = Path(material.__file__).parent / "templates" / ".icons" / "material"


@cache
def icon(name: str) -> Markup:
    """Return a Material Design icon by name, hidden from screen readers."""
    svg = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704 - the theme's
