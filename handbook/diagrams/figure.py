"""A drawing on a page: at full size, in a frame that scrolls, with a hint, if it is too wide."""

from markupsafe import Markup

from handbook.diagrams.shapes import Drawing, Picture

# A wider drawing scrolls on a 360 px wide page.
_PHONE = 320
_STEP = 80


def figure(
    drawing: Drawing,
    text: Markup | None = None,
    caption: Markup | str = "",
    summary: str = "In words",
) -> Markup:
    """Return a drawing as HTML; `text` is its text equivalent, folded below it.

    Without `text` the page must provide the equivalent next to the figure.
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
    # Each drawing has its own figure, whose width (not the window's) selects the picture.
    return Markup('<figure class="hb-drawing">{}{}{}</figure>').format(pictures, named, words)


def _shown(drawing: Drawing) -> list[tuple[Picture, str]]:
    """Return the pictures, each with the class for the width at which it is shown."""
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
    """Return a drawing in a frame, which scrolls if `width` in px does not fit on a phone.

    The title distinguishes it from other frames on the page; a single one needs none.
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
    """Return the next breakpoint of the style sheet: a multiple of 80 px from 320 to 960."""
    return max(_PHONE, min(960, -(-width // _STEP) * _STEP))
