"""The HTML minifier for pages: it removes insignificant whitespace and end tags."""

import re

# Whitespace before these tags is not rendered.
_BLOCKS = (
    "html|head|body|meta|link|title|script|header|nav|main|article|aside|section|footer|div|p|"
    "ul|ol|li|dl|dt|dd|h[1-6]|table|thead|tbody|tr|th|td|caption|details|summary|figure|figcaption|"
    "form|hr|blockquote"
)
_KEPT = re.compile(r"(<(pre|textarea)\b.*?</\2>)", re.DOTALL)
# Match the line break first and then the tag: the reverse takes ten times as long.
_BREAK = re.compile(rf"\n(?=</?(?:{_BLOCKS})\b)")
# End tags that HTML implies from what follows.
_IMPLIED = re.compile(
    "</(?:"
    r"li(?=><li\b|></[uo]l>)"
    r"|d[td](?=><d[td]\b)|dd(?=></(?:div|dl)>)"
    r"|p(?=><(?:p|div|[uod]l|table|h[1-6])\b|></(?:div|li|dd)>)"
    r"|t[hdr](?=><t[hdr]\b|></t(?:r|head|body|able)>)"
    ")>"
)
# An attribute for the search index only; text never contains an unescaped ">".
_MARK = " data-unsearched>"


def minified(html: str, address: str = "") -> str:
    """Return the HTML of a page without insignificant whitespace; preformatted text is kept.

    Links to pages in the same folder are shortened.
    """
    kept = _KEPT.split(html)
    # Every third piece is the captured element name.
    found = "".join(
        _collapsed(piece) if at % 3 == 0 else piece for at, piece in enumerate(kept) if at % 3 != 2
    ).replace(_MARK, ">")
    folder, *rest = address.split("/")
    if len(rest) == 2:
        found = found.replace(f'<a href="../../{folder}/', '<a href="../')
    return found


def _collapsed(html: str) -> str:
    """Return HTML without indentation, line breaks before blocks, and implied end tags."""
    first, *lines = html.split("\n")
    if lines:
        last = lines.pop()
        between = filter(None, map(str.strip, lines))
        html = _BREAK.sub("", "\n".join((first.rstrip(), *between, last.lstrip())))
    return _IMPLIED.sub("", html)
