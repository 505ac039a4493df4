"""What a page already knows of an issue that a reader opens: its title and some of the answers."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, quote_plus

# What an address may hold as it is, behind its question mark.
_PLAIN = "/:,()"
# What is filled in where an issue is opened.
MARKS = ("{title}", "{body}", "{form}", "{fields}")
# The forms in .github/ISSUE_TEMPLATE and .gitlab/issue_templates: their fields and what these ask.
FORMS: Mapping[str, Mapping[str, str]] = {
    "error": {
        "procedure": "Procedure",
        "page": "Page",
        "where": "Where on it",
        "wrong": "What is wrong",
        "right": "What would be right",
    },
    "ran": {"procedure": "Procedure", "page": "Page", "how": "How it went"},
    "request": {
        "what": "What is done",
        "why": "When it is needed, and by whom",
        "who": "Who knows how it is done now",
    },
}


class Issue(NamedTuple):
    """An issue to be opened: by a form, whose fields have answers, or, without one, by a text."""

    title: str
    form: str = ""
    answers: Mapping[str, str] = {}
    text: str = ""

    @property
    def body(self) -> str:
        """Return all of it as one text, as the forge writes down a form that was filled in."""
        fields = FORMS.get(self.form, {})
        asked = [f"### {label}\n\n{self.answers.get(name, '')}" for name, label in fields.items()]
        return "\n\n".join(part.rstrip() for part in asked) + "\n\n" if asked else self.text

    def fields(self) -> Iterator[tuple[str, str]]:
        """Yield what is put into an address for a forge that fills in the fields of its forms."""
        if not self.form:
            yield "body", self.text
            return
        yield "template", f"{self.form}.yml"
        yield from ((name, text) for name, text in self.answers.items() if text)


def filled(template: str, issue: Issue) -> str | None:
    """Return the address at which an issue is opened; None if the template of it is empty.

    In the template "{title}" and "{body}" stand for its words, "{form}" for the name of its form,
    and "{fields}" for the parameters that fill in a form: "template=error.yml&procedure=...".
    """
    encoded = quote_plus if _asks(template) else quote
    fields = (f"{name}={encoded(text, safe=_PLAIN)}" for name, text in issue.fields())
    words = (
        encoded(issue.title, safe=_PLAIN),
        encoded(issue.body, safe=_PLAIN),
        quote(issue.form, safe=""),
        "&".join(fields),
    )
    for mark, text in zip(MARKS, words, strict=True):
        # What is filled in has no brace any more, so none of it is taken for a mark.
        template = template.replace(mark, text)
    return template or None


def _asks(template: str) -> bool:
    """Return whether words are put into what a server is asked, in which "+" is a space."""
    before = template.partition("{")[0]
    return before.startswith(("https://", "http://")) and "?" in before and "#" not in before
