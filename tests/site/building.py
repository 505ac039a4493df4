"""The real commands of MkDocs, run on this repository or on a small handbook of a test's own."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.commands import PINNED
from tests.support.handbooks import REPOSITORY, write_handbook

# Where files are edited is told by the tests, so that they can tell which file an address names.
EDIT = "https://forge.example/edit/"
ISSUES = "https://forge.example/issues/new"
_OURS = ("HANDBOOK_EDIT", "HANDBOOK_ISSUES", "HANDBOOK_PDF", "HANDBOOK_URL", "SOURCE_DATE_EPOCH")
_CODE = ("handbook", "macros", "docs/assets", "data/schemas")

# The pages that any handbook has, without a word about a company.
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
    """Return the environment of a command: pinned to 21 November 2026 unless told otherwise."""
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    quiet = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONWARNINGS": "",
        "HANDBOOK_EDIT": EDIT + "{path}",
        # They take longer than the rest of a small site, and most tests are not about them.
        "HANDBOOK_PDF": "none",
        "HANDBOOK_ISSUES": ISSUES + "?title={title}&{fields}",
    }
    return kept | quiet | (PINNED if more is None else dict(more))


def build(
    root: Path, site: Path, more: Mapping[str, str] | None = None, *, strict: bool = True
) -> subprocess.CompletedProcess[str]:
    """Return how the build of a handbook into a folder went."""
    how = ["--strict"] if strict else []
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *how, "--site-dir", str(site)],
        cwd=root,
        env=environment(more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )


def built(root: Path, site: Path, more: Mapping[str, str] | None = None) -> Path:
    """Return the folder of a site that was built without a fault."""
    done = build(root, site, more)
    assert done.returncode == 0, done.stdout
    return site


def frame(root: Path, files: Mapping[str, str]) -> Path:
    """Write a small handbook that MkDocs can build: this repository's code, pages of its own.

    The files, by path, are added to the minimal handbook of `write_handbook`.
    """
    for folder in _CODE:
        target = root / folder
        # Compiled code comes along, but for what another test is writing this moment.
        shutil.copytree(REPOSITORY / folder, target, ignore=shutil.ignore_patterns("*.pyc.*"))
    shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "house.yml")
    (root / "sops").mkdir()
    pages = {f"docs/{path}": _page(path) + text for path, text in _PAGES.items()}
    return write_handbook(root, {"mkdocs.yml": _NAVIGATION, **pages, **files})


def _page(path: str) -> str:
    title = Path(path).parent.name if path.endswith("/index.md") else Path(path).stem
    title = "Home" if path == "index.md" else title.capitalize()
    return f"---\ndescription: The page of {title}.\n---\n\n# {title}\n\n"


def tree(folder: Path) -> dict[str, str]:
    """Return every file of a folder, by its relative path, with a hash of its bytes."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
