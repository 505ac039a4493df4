"""The same invented procedures in the format of each program, with all links working."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from handbook.entries import read_as
from handbook.load import SCHEMAS
from handbook.schema import read_kinds
from handbook.source.yaml import dump_yaml
from scripts.generate_handbook import generate
from tests.site.building import write_source

Write = Callable[[Path, Path], None]
# Material and Zensical run with their defaults, plus the search.
_MATERIAL: Mapping[str, Any] = {
    "site_name": "Invented handbook",
    "site_url": "https://example.com/",
    "theme": {"name": "material"},
    "plugins": ["search"],
    # With all procedures in the navigation, each page would be as long as their list.
    "nav": [{"Home": "index.md"}],
    "validation": {"nav": {"omitted_files": "ignore"}},
    "markdown_extensions": ["admonition", "tables", "toc", "pymdownx.tasklist"],
}
_HUGO = {
    "hugo.toml": 'baseURL = "https://example.com/"\ntitle = "Invented handbook"\n'
    'disableKinds = ["taxonomy", "term", "RSS"]\n'
    '[outputs]\nhome = ["HTML", "JSON"]\n',
    "layouts/_default/baseof.html": "<!doctype html><html lang=en><head><meta charset=utf-8>"
    '<title>{{ .Title }}</title></head><body>{{ block "main" . }}{{ end }}</body></html>',
    "layouts/_default/single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>'
    "<nav>{{ .TableOfContents }}</nav>{{ .Content }}{{ end }}",
    "layouts/_default/list.html": '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}'
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}',
    "layouts/_default/_markup/render-link.html": "{{- $to := .Page.GetPage .Destination -}}"
    '{{- if not $to }}{{ errorf "%s: no such page: %s" .Page.File.Path .Destination }}{{ end -}}'
    '<a href="{{ with $to }}{{ .RelPermalink }}{{ end }}">{{ .Text | safeHTML }}</a>',
    # The fields of each page that a search needs.
    "layouts/index.json": "[{{ range $index, $page := site.RegularPages }}{{ if $index }},{{ end }}"
    '{{ dict "title" .Title "url" .RelPermalink "text" .Plain | jsonify }}{{ end }}]',
    "content/_index.md": "---\ntitle: Invented handbook\n---\n",
}


def invented(folder: Path, procedures: int, seed: int) -> None:
    """Write the invented handbook as a site that MkDocs builds with this code."""
    root = write_source(folder, {})
    made = folder.with_name(f"{folder.name}-invented")
    generate(made, procedures, seed)
    shutil.copytree(made, root, dirs_exist_ok=True)
    shutil.rmtree(made)


def material(ours: Path, folder: Path) -> None:
    """Write the procedures as pages for Material for MkDocs, and for Zensical, which reads both."""
    _copy(ours, folder / "docs")
    (folder / "docs/index.md").write_text("# Invented handbook\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(dump_yaml(_MATERIAL), encoding="utf-8")


def hugo(ours: Path, folder: Path) -> None:
    """Write the procedures as pages for Hugo, with minimal templates and a search index."""
    for path, text in _HUGO.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    _copy(ours, folder / "content")


def instances(ours: Path, folder: Path) -> None:
    """Write the data of each procedure, including its text, as YAML, with its schema."""
    kinds, _ = read_kinds(ours / SCHEMAS, SCHEMAS)
    kind = kinds["sops"]
    homes = tuple(one.home for one in kinds.values())
    folder.mkdir(parents=True)
    (folder / "schema.json").write_text(json.dumps(_plain(kind.entry_schema)), encoding="utf-8")
    for file in sorted(ours.glob("sops/*/*.md")):
        text = file.read_text(encoding="utf-8")
        document = read_as(kind, file.relative_to(ours).as_posix(), text, homes)
        written = dump_yaml(document.data)
        (folder / f"{file.stem}.yaml").write_text(written, encoding="utf-8")


def _plain(schema: Any) -> Any:
    """Return a schema without formats specific to the handbook."""
    if isinstance(schema, dict):
        return {key: _plain(one) for key, one in schema.items() if key != "format"}
    return [_plain(one) for one in schema] if isinstance(schema, list) else schema


def _copy(ours: Path, folder: Path) -> None:
    shutil.copytree(ours / "sops", folder, dirs_exist_ok=True)


def edit(folder: Path) -> None:
    """Replace some text in one procedure of the invented handbook."""
    file = min((folder / "sops").glob("*/*.md"))
    file.write_text(file.read_text("utf-8") + "\n## Once more\n\nAs before.\n", encoding="utf-8")
