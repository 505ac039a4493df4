"""Rules without a check of their own: faults found while reading, and outdated exceptions."""

from typing import NamedTuple

from handbook.diagnostics import Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


class Rule(NamedTuple):
    """A code, its severity, and the fault it stands for, in one sentence."""

    code: str
    severity: Severity
    sentence: str


FAULTS = (
    Rule("unreadable-file", _ERROR, "A file cannot be read as text."),
    Rule("merge-conflict", _ERROR, "A file contains an unresolved merge conflict."),
    Rule("missing-file", _ERROR, "A file that every handbook needs is missing."),
    Rule("stray-file", _ERROR, "No schema reads a file in one of the handbook's folders."),
    Rule("missing-front-matter", _ERROR, "A document does not begin with front matter."),
    Rule("csv-syntax", _ERROR, "A line of a CSV file cannot be split into cells."),
    Rule("yaml-syntax", _ERROR, "A file or its front matter is not valid YAML."),
    Rule("unsafe-yaml", _ERROR, "A file uses a YAML feature that hides what it says."),
    Rule("duplicate-key", _ERROR, "A key appears twice in one mapping."),
    Rule("invalid-schema", _ERROR, "A schema is not a usable JSON Schema."),
    Rule("unknown-key", _ERROR, "A key is not in the schema."),
    Rule("missing-key", _ERROR, "A key that the schema requires is missing."),
    Rule("missing-part", _ERROR, "A part of the text that the schema requires is missing."),
    Rule("wrong-value", _ERROR, "A value does not match the schema."),
    Rule(
        "unknown-heading",
        _ERROR,
        "A heading is unknown or misspelt, is only bold, has too few hashes, "
        "or has no space after them.",
    ),
    Rule("duplicate-section", _ERROR, "A section appears twice in one document."),
    Rule(
        "unknown-label", _ERROR, "A label is unknown in its section, or is formatted incorrectly."
    ),
    Rule(
        "unmarked-item",
        _ERROR,
        "A line starts with what looks like a list marker or a checkbox but is not one.",
    ),
    Rule("missing-label", _ERROR, "Text has no label in a section that consists of labels."),
    Rule("empty-label", _ERROR, "A label has no value."),
    Rule("given-twice", _ERROR, "A value is given in two places that disagree."),
    Rule(
        "wrong-column",
        _ERROR,
        "A table has an unknown column, or lacks one that is required or that a row fills.",
    ),
    Rule("unread-table", _ERROR, "Lines meant as a table are shown as plain text."),
    Rule("unread-link", _ERROR, "Words meant as a link are shown as plain text."),
    Rule("unread-list", _ERROR, "Lines meant as a list in docs/ are shown as plain text."),
    Rule("unread-mark", _ERROR, "Markup from another Markdown dialect is shown as plain text."),
    Rule("unexpected-text", _ERROR, "A section contains text where none belongs."),
    Rule(
        "unclosed-code",
        _ERROR,
        "A code block is never closed, so everything below it is read as code.",
    ),
    Rule("too-deep", _ERROR, "Lists or quotes are nested too deeply to read."),
    Rule("unused-exception", _WARNING, "An exception covers nothing."),
    Rule(
        "expired-exception",
        _WARNING,
        "An exception has expired, or its question has been decided.",
    ),
)
