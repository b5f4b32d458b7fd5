"""Short texts read as passages, each of them once: stored claims come up again with every report."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date

from factdesk.model import Passage

_MOST = 5000
"""Texts kept, the least used given up first; a passage takes some 5 kB."""

Key = tuple[str, str, date | None]


class Analysis:
    """Reads short texts as passages and keeps the answers."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Passage] = OrderedDict()

    def __call__(
        self, texts: Sequence[str], language: str = "en", published: Sequence[date | None] | None = None
    ) -> tuple[Passage, ...]:
        """Return one passage for each text; see :func:`factdesk.reading.analyse`."""
        days = published if published is not None else [None] * len(texts)
        keys = [(text, language, day) for text, day in zip(texts, days, strict=True)]
        known = {key: self._kept[key] for key in keys if key in self._kept}
        known |= self._read([key for key in dict.fromkeys(keys) if key not in known], language)
        for key in keys:
            self._kept[key] = known[key]
            self._kept.move_to_end(key)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return tuple(known[key] for key in keys)

    def _read(self, keys: Sequence[Key], language: str) -> dict[Key, Passage]:
        from factdesk.reading import analyse

        if not keys:
            return {}
        return dict(zip(keys, analyse([k[0] for k in keys], language, [k[2] for k in keys]), strict=True))
