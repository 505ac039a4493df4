"""A page as it is written: without what templates and the build leave in it that says nothing."""

import re

# Before the tag of such an element no space is seen.
_BLOCKS = (
    "html|head|body|meta|link|title|script|header|nav|main|article|aside|section|footer|div|p|"
    "ul|ol|li|dl|dt|dd|h[1-6]|table|thead|tbody|tr|th|td|caption|details|summary|figure|figcaption|"
    "form|hr|blockquote"
)
_KEPT = re.compile(r"(<(pre|textarea)\b.*?</\2>)", re.DOTALL)
# A line break is looked for, and then what follows: the other way round takes ten times as long.
_BREAK = re.compile(rf"\n(?=</?(?:{_BLOCKS})\b)")
# Such ends HTML lets be left out: what follows says as much.
_IMPLIED = re.compile(
    "</(?:"
    r"li(?=><li\b|></[uo]l>)"
    r"|d[td](?=><d[td]\b)|dd(?=></(?:div|dl)>)"
    r"|p(?=><(?:p|div|[uod]l|table|h[1-6])\b|></(?:div|li|dd)>)"
    r"|t[hdr](?=><t[hdr]\b|></t(?:r|head|body|able)>)"
    ")>"
)
# What a heading tells the build that reads the page; no text has a ">" that is not escaped.
_MARK = " data-unsearched>"


def minified(html: str, address: str = "") -> str:
    """Return the page at an address, but for text whose lines are shown on fewer lines.

    Its links to others in the same folder are as short as they can be.
    """
    kept = _KEPT.split(html)
    # Every third piece is the name of the element that was matched.
    found = "".join(
        _on_fewer_lines(piece) if at % 3 == 0 else piece
        for at, piece in enumerate(kept)
        if at % 3 != 2
    ).replace(_MARK, ">")
    folder, *rest = address.split("/")
    if len(rest) == 2:
        found = found.replace(f'<a href="../../{folder}/', '<a href="../')
    return found


def _on_fewer_lines(html: str) -> str:
    """Return HTML without what is around its line breaks, those before a block, and ends of its."""
    first, *lines = html.split("\n")
    if lines:
        last = lines.pop()
        between = filter(None, map(str.strip, lines))
        html = _BREAK.sub("", "\n".join((first.rstrip(), *between, last.lstrip())))
    return _IMPLIED.sub("", html)
