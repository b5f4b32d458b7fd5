"""Which function reads which kind of file, and which writes which: by name, so that looking up loads nothing.

Built-in importers and exporters are named by import path ("package.module:function"). Other packages add theirs as
entry points of the groups ``factdesk.importers`` and ``factdesk.exporters``, named by the file suffix they serve
("docx"). A built-in one wins over a plug-in for the same suffix, so installing a package never changes how known files
are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Any

from factdesk.errors import FactDeskError

IMPORTERS = "factdesk.importers"
EXPORTERS = "factdesk.exporters"

_PLAIN = "factdesk.intake.plain:read"
_MARKDOWN = "factdesk.intake.markdown:read"
_HTML = "factdesk.intake.html:read"
_BUILT_IN: Mapping[str, Mapping[str, str]] = {
    IMPORTERS: {
        ".txt": _PLAIN,
        ".text": _PLAIN,
        ".md": _MARKDOWN,
        ".markdown": _MARKDOWN,
        ".html": _HTML,
        ".htm": _HTML,
        ".xhtml": _HTML,
    },
    EXPORTERS: {
        ".csv": "factdesk.exporting.rows:write_csv",
        ".json": "factdesk.exporting.rows:write_json",
        ".jsonl": "factdesk.exporting.rows:write_jsonl",
    },
}


@cache
def importers() -> Mapping[str, str]:
    """Return the import path of the reader for each file suffix (lower case, with its dot)."""
    return _known(IMPORTERS)


@cache
def exporters() -> Mapping[str, str]:
    """Return the import path of the writer for each file suffix (lower case, with its dot)."""
    return _known(EXPORTERS)


def load(path: str) -> Callable[..., Any]:
    """Return the function that an import path names.

    Raises:
        FactDeskError: a plug-in that is installed but cannot be loaded.
    """
    module, _, name = path.partition(":")
    try:
        found: Callable[..., Any] = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise FactDeskError(f"The plug-in {path} cannot be loaded ({error}): update or uninstall it.") from error
    return found


def _known(group: str) -> Mapping[str, str]:
    plug_ins = {f".{point.name.lower().lstrip('.')}": point.value for point in entry_points(group=group)}
    return MappingProxyType({**plug_ins, **_BUILT_IN[group]})
