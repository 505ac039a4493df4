"""A build that counts how often each handbook file is read and each page is rendered.

    python -m tests.site.counted_build SITE

Run it in the folder of a handbook, whose code it uses; it prints JSON.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from jinja2 import Template
from mkdocs.__main__ import cli

from handbook.load import SCHEMAS

# There can be thousands of these files; MkDocs and its plugins may read docs/ repeatedly.
_READ = ("sops/", "data/")


def main(site: str) -> None:
    """Build the handbook in the current folder and print the counts."""
    root = Path.cwd()
    read, made, shown = Counter[str](), Counter[str](), Counter[str]()

    def on_open(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str):
            return
        path = Path(arguments[0])
        writes = arguments[2] & (os.O_WRONLY | os.O_RDWR)
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
        if name.startswith(_READ) and not name.startswith(SCHEMAS) and not writes:
            read[name] += 1

    render = Template.render

    def counted_render(template: Template, *arguments: Any, **context: Any) -> str:
        html = render(template, *arguments, **context)
        if template.name == "procedure.html":
            made[context["view"].address] += 1
        elif template.name == "main.html":
            shown[arguments[0]["page"].url] += 1
        return html

    sys.addaudithook(on_open)
    Template.render = counted_render  # type: ignore[assignment,method-assign]
    cli(["build", "--quiet", "--strict", "--site-dir", site], standalone_mode=False)
    sys.stdout.write(json.dumps({"read": read, "made": made, "shown": shown}))


if __name__ == "__main__":
    main(sys.argv[1])
