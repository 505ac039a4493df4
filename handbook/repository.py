"""Where a handbook stands in the repository it belongs to: at its root, or in a folder of it."""

from pathlib import Path


def folder_of(root: Path) -> str | None:
    """Return the path of a handbook in its repository, None if it is in none.

    It ends in a slash, "ops/"; at the root of the repository it is empty. A repository that git
    does not take, for want of rights, is one as well.
    """
    here = root.resolve()
    for folder in (here, *here.parents):
        if (folder / ".git").exists():
            return "" if folder == here else f"{here.relative_to(folder).as_posix()}/"
    return None
