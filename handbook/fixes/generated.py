"""Generated files are regenerated when a check reports them as outdated."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from handbook.book import Handbook
from handbook.codeowners import PATH as CODEOWNERS
from handbook.codeowners import codeowners
from handbook.editors.files import files, leftover
from handbook.repository import folder_of


def _codeowners(handbook: Handbook) -> Iterator[tuple[str, str | None]]:
    text = codeowners(handbook)
    # In a larger repository the forge reads another file, which only the command updates too.
    if text is not None and not folder_of(handbook.root):
        yield CODEOWNERS, text


def _editor_files(handbook: Handbook) -> Iterator[tuple[str, str | None]]:
    wanted = files(handbook)
    yield from wanted.items()
    yield from ((path, None) for path in leftover(handbook, wanted))


# The functions that regenerate the files a check reports, by its code.
GENERATORS: Mapping[str, Callable[[Handbook], Iterator[tuple[str, str | None]]]] = {
    "outdated-codeowners": _codeowners,
    "outdated-editor-files": _editor_files,
}


def regenerated(
    handbook: Handbook, codes: Iterable[str]
) -> tuple[Mapping[str, str | None], frozenset[str]]:
    """Return the text of every generated file (None to delete it), and the codes it resolves."""
    found = {
        code: dict(GENERATORS[code](handbook)) for code in sorted(GENERATORS.keys() & set(codes))
    }
    texts = {path: text for one in found.values() for path, text in one.items()}
    return texts, frozenset(code for code, one in found.items() if one)
