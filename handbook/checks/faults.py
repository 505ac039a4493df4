"""The rules that no check looks for: what reading finds, and what becomes of exceptions."""

from typing import NamedTuple

from handbook.diagnostics import Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


class Rule(NamedTuple):
    """A code a user may meet, how grave it is, and what is wrong then, in one sentence."""

    code: str
    severity: Severity
    sentence: str


FAULTS = (
    Rule("unreadable-file", _ERROR, "A file cannot be read as text."),
    Rule(
        "merge-conflict", _ERROR, "Both sides of a merge that nobody has decided stand in a file."
    ),
    Rule("missing-file", _ERROR, "A file that every handbook has is not there."),
    Rule("stray-file", _ERROR, "No schema reads a file that stands among the handbook's own."),
    Rule("missing-front-matter", _ERROR, "A document does not begin with its keys and values."),
    Rule("csv-syntax", _ERROR, "A line of a CSV file cannot be told apart into cells."),
    Rule("yaml-syntax", _ERROR, "A file, or the front matter of one, is not YAML."),
    Rule("unsafe-yaml", _ERROR, "A file uses a part of YAML that hides what it says."),
    Rule("duplicate-key", _ERROR, "A key stands twice in one mapping."),
    Rule("invalid-schema", _ERROR, "A schema is not a JSON Schema that can be used."),
    Rule("unknown-key", _ERROR, "A key is not one that the schema knows."),
    Rule("missing-key", _ERROR, "A key that the schema requires is not there."),
    Rule("missing-part", _ERROR, "A part of the text that the schema requires is not there."),
    Rule("wrong-value", _ERROR, "A value is not of the kind that the schema asks for."),
    Rule(
        "unknown-heading",
        _ERROR,
        "A heading is not known, is misspelt, is only bold, has too few hashes, "
        "or lacks the space after them.",
    ),
    Rule("duplicate-section", _ERROR, "A section stands twice in one document."),
    Rule(
        "unknown-label", _ERROR, "A label is not known where it stands, or its marks are not right."
    ),
    Rule(
        "unmarked-item",
        _ERROR,
        "A line starts with a sign that looks like one of a list, or of a box in it, and is none.",
    ),
    Rule("missing-label", _ERROR, "A text has no label in a section that consists of labels."),
    Rule("empty-label", _ERROR, "A label has no value after it."),
    Rule("given-twice", _ERROR, "A value is given in two places that do not agree."),
    Rule(
        "wrong-column",
        _ERROR,
        "A table has a column that is not known, or lacks one that is needed or filled.",
    ),
    Rule("unread-table", _ERROR, "Lines were to be a table, and are shown as they are written."),
    Rule("unread-link", _ERROR, "Words were to be a link, and are shown as they are written."),
    Rule(
        "unread-list",
        _ERROR,
        "Lines of a page in docs/ were to be a list, and are shown as they are written.",
    ),
    Rule("unread-mark", _ERROR, "A mark that is known elsewhere is shown as it is written."),
    Rule("unexpected-text", _ERROR, "A text stands where a section has no room for it."),
    Rule(
        "unclosed-code",
        _ERROR,
        "A block of code is never closed, and all below it is read as code.",
    ),
    Rule("too-deep", _ERROR, "Lists or quotes are nested deeper than anyone can read."),
    Rule("unused-exception", _WARNING, "An exception lets nothing pass."),
    Rule(
        "expired-exception",
        _WARNING,
        "The day of an exception has passed, or its question is decided.",
    ),
)
