"""Column widths of a table, set in advance so that columns do not shift as rows load."""

from collections.abc import Iterable, Sequence

# Characters that fit on one line of a page, and the width of a gap in characters.
_LINE, _GAP = 95, 3
# Longer text wraps.
_MAX_LENGTH = 40
# Names are set in bold.
_BOLD = 1.1


def column_widths(columns: Sequence[Iterable[str]]) -> list[int]:
    """Return column widths in percent, computed from the texts; the first column holds the names.

    Width is distributed as browsers do: the longest word first, the rest in proportion to need.
    """
    lows, highs = [], []
    for at, column in enumerate(columns):
        texts = tuple(column)
        letter = 1 if at else _BOLD
        longest = max((len(word) for text in texts for word in text.split()), default=0)
        lows.append(_GAP + letter * longest)
        highs.append(
            _GAP + letter * max(longest, min(_MAX_LENGTH, max(map(len, texts), default=0)))
        )
    needed, spare = sum(highs) - sum(lows), max(0, _LINE - sum(lows))
    part = min(1, spare / needed) if needed else 0
    shares = [low + part * (high - low) for low, high in zip(lows, highs, strict=True)]
    ends = [round(100 * sum(shares[: at + 1]) / sum(shares)) for at in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
