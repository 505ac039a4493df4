"""Sections that are a list or a table are read item by item, and row by row."""

from handbook.source.fields import Fields
from handbook.source.inline import heading_title
from handbook.source.layout import Layout, Part
from handbook.source.markdown import Node, plain
from handbook.source.places import Route

# What a section may hold by how it is read, in words, and how anything else becomes one.
HELD = {
    "list": ({"List"}, "a list", "write it as a list item"),
    "table": ({"Table"}, "a table", "write it as a row"),
    "rows": ({"List", "Table"}, "a list or a table", "write it as one"),
}
# What is written where a template asks for something that there is not.
_NOTHING = frozenset(("none", "n/a", "na", "tbd", "nothing", "-", "–", "—"))


def read_held(fields: Fields, layout: Layout, part: Part, route: Route, blocks: list[Node]) -> None:
    """Append an item for every one of a section's lists, and for every row of its tables."""
    held, wanted, cure = HELD[part.reads]
    others = _of_several(layout, part)
    parted = False
    for block in blocks:
        if block.name in held and block.name == "List":
            fields.items(part, route, block)
        elif block.name in held:
            fields.table(part, route, block)
        elif others and block.name == "Heading":
            if not parted:
                parted = True
                told = (
                    f"{heading_title(block)!r} starts another; "
                    f"rename the section to {others.heading[0]!r}"
                )
                message = f"section {part.heading[0]!r} is a single list, but {told}"
                fields.writer.fault([block], "unexpected-text", message)
        else:
            told = f"{cure}, or move it into a section of its own"
            if plain(block.children).strip(" .").casefold() in _NOTHING:
                told = "remove the heading while the section is empty"
            message = f"section {part.heading[0]!r} must be {wanted}; {told}"
            fields.writer.fault([block], "unexpected-text", message)


def _of_several(layout: Layout, part: Part) -> Part | None:
    """Return the part that holds several lists of what a part lists, if there is one."""
    steps = layout.stepped
    return steps if steps and steps.listed and steps.listed.name == part.name else None
