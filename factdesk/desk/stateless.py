"""Reading and judging without a desk: nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from factdesk.model import Attribution, Capture, Failure, Judgement, Pair, Reading, TimeExpression

if TYPE_CHECKING:
    from factdesk.reading import Understood


def capture_files(items: Sequence[str | Path], now: datetime) -> tuple[list[Capture], list[Failure]]:
    """Capture files, folders and manifests as of ``now``, aware; a bad item is told and stops no other."""
    from factdesk import intake

    return intake.capture_all(items, now=now)


def capture_text(
    text: str,
    now: datetime,
    *,
    published: date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Capture:
    """Capture pasted text as of ``now``, aware.

    Raises:
        UnreadableInputError: there is no text in it.
    """
    from factdesk import intake

    return intake.capture_text(text, now=now, published=published, outlet=outlet, title=title, url=url)


def read_times(
    text: str, published: date | None, *, language: str = "en", country: str = "US"
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text, read against its publication date."""
    from factdesk.reading import find_times_of

    return find_times_of(text, published, language=language, country=country)


def understood_dates(language: str = "en") -> tuple[Understood, ...]:
    """Return what the date grammar understands: every rule that dates something, with its examples."""
    from factdesk.reading import understood

    return understood(language)


def read_quotes(text: str, *, language: str = "en") -> tuple[Attribution, ...]:
    """Return who said what in a text."""
    from factdesk.reading import find_quotes

    return find_quotes(text, language=language)


def read_claims(
    text: str,
    published: date | None,
    *,
    language: str = "en",
    country: str = "US",
    outlet: str = "",
    everything: bool = False,
) -> Reading:
    """Return the claims of a text and all else that was read from it; ``everything`` leaves no assertion out."""
    from factdesk.reading import read_report

    return read_report(
        text, published=published, language=language, country=country, outlet=outlet, everything=everything
    )


def likely_from(language: str = "en") -> float:
    """Return the score from which on a claim is worth going through; see ``threshold`` in ``score.json``."""
    from factdesk.reading import likely_from as from_score

    return from_score(language)


def judge_pairs(pairs: Sequence[Pair]) -> list[Judgement]:
    """Say of each pair how the passage bears on the claim."""
    from factdesk.matching import judge
    from factdesk.reading import analyse

    return judge(pairs, analyse=analyse)


def judge_trouble() -> str | None:
    """Say in a sentence that the trained judge cannot be asked on this machine and what to do; null where it can."""
    from factdesk.matching import missing_part

    part = missing_part()
    if part is None:
        return None
    cure = "run: pip install onnxruntime" if part == "onnxruntime" else "install FactDesk again to get it"
    what = "onnxruntime" if part == "onnxruntime" else "its model"
    return f"The trained judge is left out, since {what} is missing here, and the comparison judges alone; {cure}."
