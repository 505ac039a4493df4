"""Preparation of a new file: collecting its values, checking the result, writing it."""

from collections.abc import Mapping
from typing import Any

import click

from handbook.canonical.files import canonical
from handbook.names import id_of, invalid_id_message, is_recognisable
from handbook.schema import Kind
from handbook.source.places import Route
from handbook.source.yaml import dump_yaml
from scripts.clock import today
from scripts.files import create
from scripts.interview import Interview, question
from scripts.preflight import validate
from scripts.refusal import Refusal
from scripts.terminal import print_output
from scripts.workspace import find_root, open_handbook


class Drafting:
    """A new entry of one kind; `given` contains the command's options by name."""

    def __init__(
        self, ctx: click.Context, kind: str, title: str, given: Mapping[str, str | None]
    ) -> None:
        self.title = " ".join(title.split())
        self.given = given
        self.id = self._id()
        self.root = find_root(ctx.obj)
        self.loaded = open_handbook(self.root)
        self.handbook = self.loaded.handbook
        self.day = today(self.handbook.settings)
        self.kind = self._kind(kind)
        self._interview = Interview()

    def _id(self) -> str:
        if not self.title:
            raise Refusal("the title is empty")
        asked = self.given.get("id")
        suggested = id_of(asked or self.title)
        if asked and asked != suggested:
            raise Refusal(invalid_id_message(asked))
        if not suggested or (not asked and not is_recognisable(self.title)):
            raise Refusal(
                f"--id is missing: the title {self.title!r} has too few letters from a to z to "
                "derive one; for example --id order-supplies"
            )
        return suggested

    def _kind(self, name: str) -> Kind:
        register = self.handbook.registers.get(name)
        if register is None:
            raise Refusal(f"this handbook has no {name}: data/schemas/{name}.json cannot be read")
        return register.kind

    def other(self, kind: str) -> Kind:
        """Return another kind of this handbook."""
        return self._kind(kind)

    def properties(self) -> Mapping[str, Any]:
        """Return the schemas of the kind's properties, by name."""
        found: Mapping[str, Any] = self.kind.entry_schema["properties"]
        return found

    def path(self, *folders: str) -> str:
        """Return the path of the file: the schema's pattern with a name for each "*"."""
        found = self.kind.files
        for name in (*folders, self.id):
            found = found.replace("*", name, 1)
        return found

    def ask(
        self, name: str, default: str | None = None, schema: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the value of a property, or of anything else that a schema describes.

        None if it is left out or missing; `is_complete` distinguishes the two.
        """
        written = schema or self.properties()[name]
        asked = question(self.handbook, f"--{name}", written, default, self.kind)
        return self._interview.ask(asked, self.given.get(name))

    def is_complete(self) -> bool:
        """Return whether every value requested so far was given."""
        return not self._interview.missing

    def finish(self) -> None:
        """Raise Refusal with the missing values, if there are any."""
        self._interview.finish()

    def write(
        self,
        path: str,
        front: Mapping[str, Any],
        body: str,
        meant: Mapping[Route, tuple[str, str]],
    ) -> None:
        """Check a document, write it and print its path.

        `meant` maps each route to an option and the text that must be read back there.
        """
        if (self.root / path).exists():
            raise Refusal(f"{path!r} already exists; choose another title or --id")
        written = f"---\n{dump_yaml(dict(front))}---\n\n{body}"
        form = canonical(self.kind, path, written, self.handbook.homes)
        text = form.text if form.same else written
        after = validate(self.loaded, self.day, path, text)
        document = after.handbook.documents[path]
        for route, (option, words) in meant.items():
            if document.at(*route) != words:
                raise Refusal(f"{option} would be read as markup: {words!r}; begin it with a word")
        create(self.root / path, text)
        print_output(path)
