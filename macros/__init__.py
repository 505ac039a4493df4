"""The MkDocs side: the macros that pages call, and the hook that turns records into pages."""

from pathlib import Path
from typing import Any

from macros.calls import Macros
from macros.site import open_site, read_settings


def define_env(env: Any) -> None:
    """Register one macro for each public method of `Macros`."""
    site = open_site(Path(env.conf.config_file_path).parent, read_settings(env.conf))
    # The hook has already checked this, if mkdocs.yml lists it.
    site.abort_on_errors()
    calls = Macros(site, lambda: env.page.file.url)
    for name in Macros.names():
        env.macro(getattr(calls, name), name)
