"""Which revision of its files a document is printed from."""

from pathlib import Path

from handbook.git import Git, GitFault

_FILES = ("data", "sops")


def revision(root: Path) -> str:
    """Return the commit, marked if files were changed after it; empty if git does not know them.

    It is the last one that touched them: what others commit beside them changes no document.
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
