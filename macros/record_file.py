"""The file of a page that is made from a record, as MkDocs sees it."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page


class RecordFile(File):
    """A file that is nowhere but in the site.

    There are ten thousand: what follows from its name is worked out when it is asked for, where
    MkDocs would keep it.
    """

    __slots__ = ("dest_dir", "inclusion", "page", "src_uri", "use_directory_urls")

    generated_by = "handbook"
    src_dir = None
    abs_src_path = None
    _content = ""

    def __init__(self, uri: str, config: MkDocsConfig) -> None:
        # MkDocs' own would keep a dictionary of each file.
        self.src_uri = uri
        self.dest_dir = config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.page: Page | None = None

    @property
    def name(self) -> str:  # type: ignore[override]
        """What its page is called, without folder and ending."""
        return self._get_stem()

    @property
    def dest_uri(self) -> str:  # type: ignore[override]
        """Where it is written, from the folder of the site."""
        return self._get_dest_path()

    @property
    def url(self) -> str:  # type: ignore[override]
        """The address of its page, from that of the site."""
        return self._get_url()

    @property
    def abs_dest_path(self) -> str:
        """The absolute path of what is written."""
        return f"{self.dest_dir}/{self.dest_uri}"
