"""The place, day and agency before a report's first sentence: "OSLO, Feb. 3 (Agency) — "."""

from __future__ import annotations

import re

_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’]{3,}(?:[ /-]+[A-ZÀ-Þ][A-ZÀ-Þ.'’]+){0,3}"
_TITLED = r"[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,2}"
_MORE = r"(?:, [\w .'’]{2,30}?){0,3}"
_AGENCY = r" ?\([A-Z][\w .,/&'’-]{1,40}\)"
_DASH = r"\s?(?:[–—]|-{1,2}(?=\s))\s*(?=[\"“‘'A-ZÀ-Þ0-9$€£])"
_DATELINE = re.compile(rf"(?:{_PLACE}{_MORE}(?:{_AGENCY})?|{_TITLED}{_MORE}{_AGENCY}|\([A-Z][\w .]{{1,30}}\)){_DASH}")


def dateline_end(text: str, start: int, end: int) -> int:
    """Return where the dateline of the paragraph at ``start..end`` ends; ``start`` where it has none."""
    match = _DATELINE.match(text, start, min(end, start + 160))
    return match.end() if match is not None and match.end() < end else start
