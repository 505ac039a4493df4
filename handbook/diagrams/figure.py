"""A drawing on a page: as large as it is drawn, in a frame that scrolls and says so if it must."""

from markupsafe import Markup

from handbook.diagrams.shapes import Drawing, Picture

# What a page of 360 px has room for; a wider drawing scrolls there.
_PHONE = 320
_STEP = 80


def figure(
    drawing: Drawing,
    text: Markup | None = None,
    caption: Markup | str = "",
    summary: str = "In words",
) -> Markup:
    """Return a drawing as HTML; `text` says the same in words and is folded below it.

    Without `text` the same must stand beside the figure in words.
    """
    pictures = Markup("").join(
        _framed(picture, drawing.title, css) for picture, css in _shown(drawing)
    )
    named = Markup("<figcaption>{}</figcaption>").format(caption) if caption else ""
    words = (
        Markup(
            '<details class="hb-fold hb-drawing__text"><summary>{}</summary>{}</details>'
        ).format(summary, text)
        if text
        else ""
    )
    # A figure of its own for each drawing: its width, not the window's, decides what is shown.
    return Markup('<figure class="hb-drawing">{}{}{}</figure>').format(pictures, named, words)


def _shown(drawing: Drawing) -> list[tuple[Picture, str]]:
    """Return the pictures, each with the class that says how much room it is for."""
    if drawing.wide is None:
        return [(drawing.narrow, "")]
    room = _rounded(drawing.wide.width)
    return [
        (drawing.narrow, f"hb-drawing--below-{room}"),
        (drawing.wide, f"hb-drawing--from-{room}"),
    ]


def _framed(picture: Picture, title: str, css: str) -> Markup:
    svg = Markup(picture.svg)  # noqa: S704 - made and escaped in handbook.diagrams.svg
    if css.startswith("hb-drawing--from"):
        return Markup('<div class="hb-drawing__frame {}">{}</div>').format(css, svg)
    return frame(svg, picture.width, title, css)


def frame(drawn: Markup, width: int, title: str = "", css: str = "") -> Markup:
    """Return what is drawn in a frame that scrolls if a phone has no room for so many px.

    The title tells it from other frames of the page; one alone needs none.
    """
    css = f" {css}" if css else ""
    if width <= _PHONE:
        return Markup('<div class="hb-drawing__frame{}">{}</div>').format(css, drawn)
    return Markup(
        '<div class="hb-drawing__frame hb-drawing__frame--wide{}" tabindex="0" role="group" '
        'aria-label="{}"><p class="hb-drawing__hint hb-drawing--below-{}">'
        "Wider than the screen: scroll it sideways</p>{}</div>"
    ).format(css, f"{title}, wide drawing" if title else "Wide drawing", _rounded(width), drawn)


def _rounded(width: int) -> int:
    """Return the width the styles know: the next multiple of 80 px from 320 to 960."""
    return max(_PHONE, min(960, -(-width // _STEP) * _STEP))
