"""The MkDocs file of a page generated from a record."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page


class RecordFile(File):
    """A file without a source on disk.

    There can be ten thousand: what follows from the name is computed on demand, where MkDocs would
    store it.
    """

    __slots__ = ("dest_dir", "inclusion", "page", "src_uri", "use_directory_urls")

    generated_by = "handbook"
    src_dir = None
    abs_src_path = None
    _content = ""

    def __init__(self, uri: str, config: MkDocsConfig) -> None:
        # The base class would keep a dictionary for each file.
        self.src_uri = uri
        self.dest_dir = config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.page: Page | None = None

    @property
    def name(self) -> str:  # type: ignore[override]
        """The name of its page, without folder and extension."""
        return self._get_stem()

    @property
    def dest_uri(self) -> str:  # type: ignore[override]
        """The path it is written to, relative to the site folder."""
        return self._get_dest_path()

    @property
    def url(self) -> str:  # type: ignore[override]
        """The address of its page, relative to the site."""
        return self._get_url()

    @property
    def abs_dest_path(self) -> str:
        """The absolute path it is written to."""
        return f"{self.dest_dir}/{self.dest_uri}"
