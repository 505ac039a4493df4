"""How wide the columns of a table are, told ahead: they do not move with each row that comes in."""

from collections.abc import Iterable, Sequence

# About so many letters stand in one line of a page's text, and so many are as wide as a gap.
_ROOM, _GAP = 95, 3
# A longer text goes on in another line.
_MOST = 40
# Names are set in bold.
_BOLD = 1.1


def column_widths(columns: Sequence[Iterable[str]]) -> list[int]:
    """Return the shares of columns in percent, from the texts in each; the first holds the names.

    They are shared out as browsers do: to each its longest word, and of the rest as it needs.
    """
    least, most = [], []
    for at, column in enumerate(columns):
        texts = tuple(column)
        letter = 1 if at else _BOLD
        longest = max((len(word) for text in texts for word in text.split()), default=0)
        least.append(_GAP + letter * longest)
        most.append(_GAP + letter * max(longest, min(_MOST, max(map(len, texts), default=0))))
    wanted, left = sum(most) - sum(least), max(0, _ROOM - sum(least))
    part = min(1, left / wanted) if wanted else 0
    shares = [low + part * (high - low) for low, high in zip(least, most, strict=True)]
    ends = [round(100 * sum(shares[: at + 1]) / sum(shares)) for at in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
