"""The MkDocs side: the macros that pages call, and the hook that turns records into pages."""

from pathlib import Path
from typing import Any

from macros.calls import Calls
from macros.site import around, open_site


def define_env(env: Any) -> None:
    """Register one macro for each public method of `Calls`."""
    site = open_site(Path(env.conf.config_file_path).parent, around(env.conf))
    # The hook has already checked this, if mkdocs.yml lists it.
    site.stop_if_wrong()
    calls = Calls(site, lambda: env.page.file.url)
    for name in Calls.names():
        env.macro(getattr(calls, name), name)
