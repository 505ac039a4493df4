"""Real MkDocs builds of this repository or of a small handbook written for a test."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.commands import PINNED
from tests.support.handbooks import REPOSITORY, write_handbook

# Fixed by the tests, so that they know which file or form an address refers to.
EDIT = "https://forge.example/edit/"
ISSUES = "https://forge.example/issues/new"
_VARIABLES = (
    "HANDBOOK_EDIT",
    "HANDBOOK_ISSUES",
    "HANDBOOK_PDF",
    "HANDBOOK_URL",
    "SOURCE_DATE_EPOCH",
)
_CODE = ("handbook", "macros", "docs/assets", "data/schemas")

# The pages of any handbook, without company content.
_PAGES = {
    "index.md": "\n\n".join(
        f"{{{{ {name}() }}}}" for name in ("search", "doors", "mine", "state", "changes")
    )
    + "\n",
    "changes/index.md": "{{ recent_changes() }}\n",
    "procedures/index.md": "{{ contents() }}\n",
    "roles/index.md": "{{ roles() }}\n\n## Who reports to whom\n\n{{ organisation() }}\n",
    "meetings/index.md": "{{ meetings() }}\n",
    "support/index.md": "{{ who_do_i_call() }}\n",
    "checklists/index.md": "{{ checklists() }}\n",
    "templates/index.md": "{{ templates() }}\n",
    "registers/index.md": "{{ registers() }}\n",
    "checks/index.md": "{{ checks() }}\n",
    "reports/index.md": "[Freshness](freshness.md)\n",
    "reports/ownership.md": '{{ report("ownership") }}\n',
    "reports/freshness.md": '{{ report("freshness") }}\n',
    "reports/coverage.md": '{{ report("inventory") }}\n\n{{ report("completeness") }}\n',
    "discrepancies/index.md": "{{ discrepancies() }}\n",
    "guide/index.md": "[Reviews](review.md)\n",
    "guide/procedure.md": "How to add a procedure.\n",
    "guide/register.md": "How to add an entry.\n",
    "guide/review.md": "How to record a review.\n",
}
_NAVIGATION = """\
INHERIT: house.yml
nav:
  - Home: index.md
  - Procedures: procedures/index.md
  - Roles: roles/index.md
  - Meetings: meetings/index.md
  - Support: support/index.md
  - Checklists: checklists/index.md
  - Templates: templates/index.md
  - Registers: registers/index.md
  - Reports:
      - reports/index.md
      - Ownership: reports/ownership.md
      - Freshness: reports/freshness.md
      - Coverage: reports/coverage.md
      - Discrepancies: discrepancies/index.md
      - Recent changes: changes/index.md
  - Guide:
      - guide/index.md
      - Add a procedure: guide/procedure.md
      - Work with registers: guide/register.md
      - Record a review: guide/review.md
  - Checks: checks/index.md
"""


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a command, pinned to 21 November 2026 unless `more` is given."""
    inherited = {name: value for name, value in os.environ.items() if name not in _VARIABLES}
    defaults = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONWARNINGS": "",
        "HANDBOOK_EDIT": EDIT + "{path}",
        # PDFs take longer than the rest of a small site, and most tests do not need them.
        "HANDBOOK_PDF": "none",
        "HANDBOOK_ISSUES": ISSUES + "?title={title}&{fields}",
    }
    return inherited | defaults | (PINNED if more is None else dict(more))


def build(
    root: Path, site: Path, more: Mapping[str, str] | None = None, *, strict: bool = True
) -> subprocess.CompletedProcess[str]:
    """Build the site of a handbook in a folder and return the completed process."""
    options = ["--strict"] if strict else []
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *options, "--site-dir", str(site)],
        cwd=root,
        env=environment(more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )


def built(root: Path, site: Path, more: Mapping[str, str] | None = None) -> Path:
    """Build the site of a handbook, assert that it succeeds, and return its folder."""
    result = build(root, site, more)
    assert result.returncode == 0, result.stdout
    return site


def write_source(root: Path, files: Mapping[str, str]) -> Path:
    """Write a small handbook that MkDocs can build: this repository's code with its own pages.

    The files, by path, are added to the minimal handbook of `write_handbook`.
    """
    for folder in _CODE:
        target = root / folder
        # Compiled code is copied too, except files that another test is just writing.
        shutil.copytree(REPOSITORY / folder, target, ignore=shutil.ignore_patterns("*.pyc.*"))
    shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "house.yml")
    (root / "sops").mkdir()
    pages = {f"docs/{path}": _page(path) + text for path, text in _PAGES.items()}
    return write_handbook(root, {"mkdocs.yml": _NAVIGATION, **pages, **files})


def _page(path: str) -> str:
    title = Path(path).parent.name if path.endswith("/index.md") else Path(path).stem
    title = "Home" if path == "index.md" else title.capitalize()
    return f"---\ndescription: The page of {title}.\n---\n\n# {title}\n\n"


def file_hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file in a folder, by relative path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
