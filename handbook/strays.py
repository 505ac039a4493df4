"""Messages for stray files, which no schema reads: what is wrong and where they belong."""

import posixpath
from collections.abc import Collection, Iterator, Mapping

from handbook.addresses import matches
from handbook.schema import Kind
from handbook.similarity import similar

# The extensions of text files; anything else was not meant to be read.
_TEXTS = (".yml", ".yaml", ".md", ".markdown", ".mdown", ".mkd", ".txt", ".csv")

# Every handbook has settings, and their schema comes with the code.
_SETTINGS = "data/settings.yaml"


def stray_message(path: str, kinds: Mapping[str, Kind], read: Collection[str], missing: str) -> str:
    """Return the message for a stray file; `missing` is the schema that would read it."""
    if path == _SETTINGS:
        return f"no schema reads this file; restore {missing}"
    cure = next(_cures(path, kinds, read), f"add {missing} or move it")
    return f"no schema reads this file; {cure}"


def _cures(path: str, kinds: Mapping[str, Kind], read: Collection[str]) -> Iterator[str]:
    """Yield the possible fixes, most likely first."""
    folder, name = posixpath.split(path)
    is_text = name.lower().endswith(_TEXTS)
    for kind in kinds.values() if is_text else ():
        there, own = posixpath.split(kind.files)
        right = name.partition(".")[0].removesuffix(" ") + posixpath.splitext(own)[1]
        if matches(folder, there) and matches(right, own):
            yield _renamed(right, is_there=f"{folder}/{right}" in read)
    if path.startswith("sops/"):
        yield "a procedure is sops/<area>/<id>.md"
    meant = path.split("/")[1].partition(".")[0]
    if meant in kinds and is_text:
        form = kinds[meant].files.replace("*", "<id>")
        yield f"{kinds[meant].title.lower()} belong in {form}; move it there"
    elif meant in kinds:
        yield "move it out of data/"
    near = [kinds[one].files.replace("*", "<id>") for one in similar(meant, kinds)]
    if near and is_text:
        yield f"did you mean {near[0]}?"


def _renamed(right: str, *, is_there: bool) -> str:
    if is_there:
        cure = "move what is missing into it and delete this file"
        return f"{right!r} next to it is read instead: {cure}"
    return f"rename it to {right!r}"
