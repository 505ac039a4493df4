"""Issues that a reader opens from a page, prefilled with a title and some answers."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, quote_plus

# Characters that need no escaping in the query of a URL.
_PLAIN = "/:,()"
# Placeholders in the URL template for a new issue.
MARKS = ("{title}", "{body}", "{form}", "{fields}")
# The forms in .github/ISSUE_TEMPLATE and .gitlab/issue_templates: their fields and labels.
FORMS: Mapping[str, Mapping[str, str]] = {
    "error": {
        "procedure": "Procedure",
        "page": "Page",
        "where": "Step or section",
        "wrong": "What is wrong",
        "right": "What it should say",
    },
    "ran": {"procedure": "Procedure", "page": "Page", "how": "How it went"},
    "request": {
        "what": "What needs a procedure",
        "why": "Who needs it, and when",
        "who": "Who knows how it is done today",
    },
}


class Issue(NamedTuple):
    """An issue to open: a form with answers to its fields, or plain text if there is no form."""

    title: str
    form: str = ""
    answers: Mapping[str, str] = {}
    text: str = ""

    @property
    def body(self) -> str:
        """The whole issue as one text, formatted as the forge formats a submitted form."""
        fields = FORMS.get(self.form, {})
        sections = [
            f"### {label}\n\n{self.answers.get(name, '')}" for name, label in fields.items()
        ]
        return "\n\n".join(part.rstrip() for part in sections) + "\n\n" if sections else self.text

    def fields(self) -> Iterator[tuple[str, str]]:
        """Yield the query parameters for a forge that prefills the fields of its forms."""
        if not self.form:
            yield "body", self.text
            return
        yield "template", f"{self.form}.yml"
        yield from ((name, text) for name, text in self.answers.items() if text)


def filled(template: str, issue: Issue) -> str | None:
    """Return the URL that opens an issue, or None if the URL template is empty.

    In the template, "{title}" and "{body}" stand for the text of the issue, "{form}" for the name
    of its form, and "{fields}" for the parameters of a form: "template=error.yml&procedure=...".
    """
    encoded = quote_plus if _is_query(template) else quote
    fields = (f"{name}={encoded(text, safe=_PLAIN)}" for name, text in issue.fields())
    words = (
        encoded(issue.title, safe=_PLAIN),
        encoded(issue.body, safe=_PLAIN),
        quote(issue.form, safe=""),
        "&".join(fields),
    )
    for mark, text in zip(MARKS, words, strict=True):
        # Inserted text has no braces left, so it is never mistaken for a placeholder.
        template = template.replace(mark, text)
    return template or None


def _is_query(template: str) -> bool:
    """Return whether values go into an HTTP query string, where "+" is a space."""
    before = template.partition("{")[0]
    return before.startswith(("https://", "http://")) and "?" in before and "#" not in before
