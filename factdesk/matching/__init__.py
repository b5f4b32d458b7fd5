"""A report held against stored claims becomes evidence.

Everything here is pure. The room knows nothing of the desk file and nothing of how texts are read: the function that
reads short texts as passages is handed in as ``analyse``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from factdesk.matching.adapting import adapted
from factdesk.matching.candidates import claim_terms, likeliest, probes, promising, worth_holding
from factdesk.matching.combined import base_threshold
from factdesk.matching.evidence import Analyse, match
from factdesk.matching.judges import Judge
from factdesk.matching.likeness import Restatement, find_restated, shares_words
from factdesk.matching.pairs import judge, missing_part
from factdesk.model import Claim, ClaimDraft

__all__ = [
    "Analyse",
    "Judge",
    "Restatement",
    "adapted",
    "base_threshold",
    "claim_terms",
    "judge",
    "likeliest",
    "match",
    "missing_part",
    "probes",
    "promising",
    "restated",
    "worth_holding",
]


def restated(
    draft: ClaimDraft, report_published: date | None, claims: Sequence[Claim], *, analyse: Analyse, language: str = "en"
) -> Restatement | None:
    """Return the stored claim that a draft merely repeats, if there is one: the same assertion with the same due.

    Claims of later reports are passed over, whatever they say.
    """
    known = [c for c in claims if _not_later(c.published, report_published) and shares_words(draft.text, c.text)]
    if not known:
        return None
    texts, days = [draft.text, *(c.text for c in known)], [report_published, *(c.published for c in known)]
    return find_restated(draft, analyse(texts, language, days), known, report_published)


def _not_later(one: date | None, other: date | None) -> bool:
    return one is None or other is None or one <= other
