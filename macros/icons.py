"""The drawings that come with the theme, put into the page so that no request is made for them."""

from functools import cache
from pathlib import Path

import material
from markupsafe import Markup

_FOLDER = Path(material.__file__).parent / "templates" / ".icons" / "material"


@cache
def icon(name: str) -> Markup:
    """Return a drawing of Material Design by its name, for decoration only."""
    svg = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704 - the theme's
