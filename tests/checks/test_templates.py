"""Placeholders of a template are reported at their place, wherever its text is written."""

from pathlib import Path

from tests.support.handbooks import found, write_handbook

TEMPLATE = """\
---
title: Letter
purpose: Tell a customer.
for: message
placeholders:
  Date: {description: The day.}
text: |
  Dear [Name], on {Date}
---
"""


def test_a_placeholder_in_a_text_in_the_front_matter_is_reported_at_its_property(
    tmp_path: Path,
) -> None:
    write_handbook(tmp_path, {"data/templates/letter.md": TEMPLATE})

    assert found(tmp_path, "undeclared-placeholder") == [
        (
            "data/templates/letter.md:7:7: template 'Letter' does not describe '[Name]'; "
            "add it under 'placeholders'"
        )
    ]


def test_a_description_without_a_placeholder_is_reported_where_its_name_is(
    tmp_path: Path,
) -> None:
    below = TEMPLATE.replace("text: |\n", "---\n\n").removesuffix("---\n").replace("  Dear", "Dear")
    write_handbook(tmp_path, {"data/templates/letter.md": below})

    assert found(tmp_path, "unused-placeholder") == [
        (
            "data/templates/letter.md:9:17: template 'Letter' has '{Date}', which is not a "
            "placeholder; write '[Date]', or remove its description"
        )
    ]
