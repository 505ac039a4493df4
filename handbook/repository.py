"""The location of a handbook in its repository: at the root or in a folder."""

from pathlib import Path


def folder_of(root: Path) -> str | None:
    """Return the path of a handbook in its repository, None if it is not in one.

    It ends in a slash, "ops/"; at the root of the repository it is empty. A repository that git
    refuses to open for lack of permissions counts as well.
    """
    here = root.resolve()
    for folder in (here, *here.parents):
        if (folder / ".git").exists():
            return "" if folder == here else f"{here.relative_to(folder).as_posix()}/"
    return None
