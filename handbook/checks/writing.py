"""The text of a procedure is finished, is plain Markdown and repeats no metric."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from handbook.book import Handbook
from handbook.checks.finding import Finding, joined, subject
from handbook.checks.reviews import in_force
from handbook.diagnostics import Place
from handbook.records import Entry
from handbook.source.document import Document, LooseText, Markup
from handbook.source.places import Route

_REPEATED = {"target": "target", "current": "current value"}
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)")


def markdown_documents(handbook: Handbook) -> list[Document]:
    """Return the Markdown documents."""
    return [document for document in handbook.documents.values() if document.is_markdown]


def metric_rows(handbook: Handbook) -> list[tuple[Entry, int, Mapping[str, Any]]]:
    """Return the metric rows of procedures in use: the procedure, the index and the row."""
    return [
        (sop.entry, index, row)
        for sop in handbook.sops_in_use
        for index, row in enumerate(sop.entry.data.get("metrics", ()))
        if isinstance(row, Mapping)
    ]


def placeholder_text(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A procedure in force still has a placeholder where a fact belongs."""
    words = sorted(handbook.settings.get("placeholders", ()), key=len, reverse=True)
    if not words:
        return
    pattern = re.compile("|".join(_whole_words(word) for word in words))
    for sop in in_force(handbook):
        for loose in _texts(sop.entry):
            for found in pattern.finditer(loose.text):
                place = loose.place
                column = place.column + found.start()
                message = (
                    f"{subject(handbook, sop.entry)} still has a placeholder: {found.group()!r}; "
                    "replace it, or make the procedure a draft"
                )
                yield Place(place.path, place.line, column, len(found.group())), message


def repeated_target(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A procedure repeats what the metrics register says about a metric."""
    for entry, index, row in metric_rows(handbook):
        metric = handbook.find("metrics", str(row.get("metric")))
        repeated = [name for name in _REPEATED if name in row]
        if metric is None or not repeated:
            continue
        written = joined(f"the {_REPEATED[name]} {row[name]!r}" for name in repeated)
        known = metric.data.get("target")
        register = f", whose target in the register is {known!r}" if known else ""
        message = (
            f"{subject(handbook, entry)} repeats {written} of {subject(handbook, metric)}"
            f"{register}; keep only its name here"
        )
        yield entry.place("metrics", index, repeated[0]), message


def raw_html(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A text contains HTML, which is shown as plain text."""
    for document in markdown_documents(handbook):
        for found in _tags(document):
            first = found.text.split("\n")[0]
            shown = first if len(first) <= 40 else f"{first[:37]}..."
            message = (
                f"HTML is not allowed here: {shown!r}; write it in Markdown, "
                "or as code if readers should see it"
            )
            yield found.place, message


def _tags(document: Document) -> Iterator[Markup]:
    """Yield the HTML of a document, except what continues or closes an earlier tag."""
    opened: set[str] = set()
    for found in document.html:
        tag = _TAG.match(found.text)
        if (tag is None and found.text[0] != "<") or (tag and tag[1] and tag[2] in opened):
            continue
        if tag:
            opened.add(tag[2])
        yield found


def _whole_words(words: str) -> str:
    """Return a pattern that matches whole words, but not the text of a link."""
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return before + re.escape(words) + after


def _texts(entry: Entry) -> Iterator[LooseText]:
    """Yield the text of each line of a document, then the values that are not prose."""
    line: LooseText | None = None
    for loose in entry.document.words:
        if line is not None and _continues(line, loose):
            line = LooseText(line.text + loose.text, line.place)
            continue
        if line is not None:
            yield line
        line = loose
    if line is not None:
        yield line
    for route, text in _strings(entry.data, ()):
        if route not in entry.document.prose:
            yield LooseText(text, entry.place(*route))


def _continues(line: LooseText, loose: LooseText) -> bool:
    """Return whether a text continues a line, as the parser splits lines at brackets."""
    end = line.place.column + len(line.text)
    return line.place.line == loose.place.line and loose.place.column == end


def _strings(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _strings(inner, (*route, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, (*route, index))
