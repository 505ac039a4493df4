"""The git revision from which a document is printed."""

from pathlib import Path

from handbook.git import Git, GitFault

_FILES = ("data", "sops")


def revision(root: Path) -> str:
    """Return the commit, marked if files have changed since; empty if git does not track them.

    It is the last commit that touched the handbook's files: others do not affect the document.
    """
    git = Git(root)
    try:
        if not git.read("ls-tree", "HEAD", "--", *_FILES):
            return ""
        commit = git.text("log", "-1", "--abbrev=8", "--format=%h", "--", *_FILES).strip()
        changed = git.read("status", "--porcelain", "--", *_FILES)
    except GitFault:
        return ""
    return f"{commit}, with changes" if changed else commit
