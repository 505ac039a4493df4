"""Read sections that are a list or a table, item by item or row by row."""

from handbook.source.fields import Fields
from handbook.source.inline import heading_title
from handbook.source.layout import Layout, Part
from handbook.source.markdown import Node, plain
from handbook.source.places import Route

# By reading mode: the blocks a section may contain, their name, and how to fix any other block.
CONTENTS = {
    "list": ({"List"}, "a list", "write this as a list item"),
    "table": ({"Table"}, "a table", "write this as a row"),
    "rows": ({"List", "Table"}, "a list or a table", "write this as one"),
}
# Fillers people write where a template's section does not apply.
_FILLERS = frozenset(("none", "n/a", "na", "tbd", "nothing", "-", "–", "—"))


def read_collection(
    fields: Fields, layout: Layout, part: Part, route: Route, blocks: list[Node]
) -> None:
    """Append an entry for every list item and table row of a section."""
    allowed, wanted, cure = CONTENTS[part.reads]
    others = _plural_part(layout, part)
    reported = False
    for block in blocks:
        if block.name in allowed and block.name == "List":
            fields.items(part, route, block)
        elif block.name in allowed:
            fields.table(part, route, block)
        elif others and block.name == "Heading":
            if not reported:
                reported = True
                hint = (
                    f"{heading_title(block)!r} starts another; "
                    f"rename the section to {others.heading[0]!r}"
                )
                message = f"section {part.heading[0]!r} is a single list, but {hint}"
                fields.writer.fault([block], "unexpected-text", message)
        else:
            hint = f"{cure}, or move it into a section of its own"
            if plain(block.children).strip(" .").casefold() in _FILLERS:
                hint = "remove the heading while the section is empty"
            message = f"section {part.heading[0]!r} must be {wanted}; {hint}"
            fields.writer.fault([block], "unexpected-text", message)


def _plural_part(layout: Layout, part: Part) -> Part | None:
    """Return the part that holds several lists of what this part holds one of, if there is one."""
    steps = layout.steps_part
    return steps if steps and steps.listed and steps.listed.name == part.name else None
