"""The steps of a procedure as a Markdown checklist, in the format the browser uses for runs."""

from collections.abc import Iterator

from handbook.markup import plain as words
from handbook.pieces import Line, plain
from handbook.schedule import Span
from handbook.sheets import Box, Dated, Part


def markdown(dated: Dated) -> str:
    """Return the steps with their dates and unticked boxes."""
    return "\n\n".join(_blocks(dated)) + "\n"


def _blocks(dated: Dated) -> Iterator[str]:
    sheet = dated.sheet
    yield f"# {words(dated.title)}"
    facts = [
        f"Counted from {dated.start.text}." if dated.start and sheet.dated else "",
        f"Version {sheet.entry.data['version']}." if "version" in sheet.entry.data else "",
    ]
    if any(facts):
        yield " ".join(filter(None, facts))
    for number, (part, span) in enumerate(zip(sheet.parts, dated.spans, strict=True), start=1):
        if part.title:
            prefix = f"{number}. " if sheet.entry.kind == "sops" else ""
            yield f"## {prefix}{words(part.title)}"
        yield from _part(part, span)


def _part(part: Part, span: Span | None) -> Iterator[str]:
    helpers = ", ".join(helper.text for helper in part.helpers)
    facts = [
        span.text if span else part.said,
        part.who.text if part.who else "",
        f"with {helpers}" if helpers else "",
        plain(part.channel),
        ", ".join(tool.text for tool in part.tools),
    ]
    if any(facts):
        yield " · ".join(words(fact) for fact in facts if fact)
    if part.notes:
        yield "\n".join(f"> {_text(note)}" for note in part.notes)
    yield "\n".join(_boxes(part.boxes, ""))
    if part.outputs:
        yield f"Outputs: {'; '.join(map(_text, part.outputs))}"


def _boxes(boxes: tuple[Box, ...], indent: str) -> Iterator[str]:
    for box in boxes:
        yield f"{indent}- [ ] {_text(box.text)}"
        yield from _boxes(box.details, f"{indent}  ")
        yield from (f"{indent}  > {_text(note)}" for note in box.notes)


def _text(line: Line) -> str:
    return words(plain(line))
