"""A small engine for tests: reads claims marked in the text, matches by a shared word; no model is loaded."""

from __future__ import annotations

import re
from datetime import date

from factdesk.errors import FactDeskError
from factdesk.model import (
    Bound,
    ClaimDraft,
    Due,
    EditRule,
    EvidenceDraft,
    Kind,
    Passage,
    Precision,
    Reading,
    Relation,
    Wording,
)
from factdesk.model.wording import brought_to

_SENTENCE = re.compile(r"[^.\n]+\.")
_NAME = re.compile(r"\b[A-Z][a-z]+\b")
_MARKS = {"Confirmed:": Relation.CONFIRMS, "Denied:": Relation.CONTRADICTS, "Mentioned:": Relation.MENTIONS}


class MarkedEngine:
    """Claims are sentences that begin with "Claim:", evidence those that begin with "Confirmed:" or "Denied:"."""

    def __init__(self) -> None:
        self.is_broken = False

    def read(self, source):
        if self.is_broken:
            raise FactDeskError("The reader stopped.")
        passages = tuple(Passage(m.start(), m.end(), m.group()) for m in _SENTENCE.finditer(source.text))
        claims = tuple(_draft(p.start, p.end, p.text) for p in passages if p.text.strip().startswith("Claim:"))
        return Reading(source.language, passages, claims, (), (), (), "marked 1")

    def drafts(self, given, source, reading, by):
        found = [source.text.find(item.quote) for item in given]
        return [
            _draft(at, at + len(item.quote), item.quote, by=by) if at >= 0 else None
            for item, at in zip(given, found, strict=True)
        ]

    def probes(self, reading, title):
        return tuple(name for p in reading.passages for name in _NAME.findall(p.text))

    def likeliest(self, reading, title, postings, limit):
        return tuple((claim_id, 1.0) for claim_id in sorted({i for posting in postings for i in posting.claims}))

    def promising(self, reading, title, likely, alike, found, limit):
        return tuple(claim.id for claim in found)

    def claim_terms(self, claim):
        return tuple(_NAME.findall(claim.text))

    def match(self, report, reading, claims, country, threshold=None):
        return tuple(
            _evidence(claim.id, p, relation)
            for claim in claims
            for p in reading.passages
            for mark, relation in _MARKS.items()
            if p.text.strip().startswith(mark) and set(_NAME.findall(claim.text)[1:]) & set(_NAME.findall(p.text)[1:])
        )

    def fold(self, drafts, published, claims):
        known = {claim.text: claim.id for claim in claims}
        new = [draft for draft in drafts if draft.text not in known]
        repeated = [
            _evidence(known[d.text], Passage(d.start, d.end, d.quote), Relation.MENTIONS, restates=True)
            for d in drafts
            if d.text in known
        ]
        return new, repeated

    def due(self, words, base, language, country):
        try:
            day = date.fromisoformat(words)
        except ValueError:
            return None
        return Due(words, None, day, Bound.BY, Precision.DAY, "iso", f"../{day}", base)


def _draft(start, end, quote, by="marked 1"):
    text = quote.strip()
    wording = Wording(brought_to(quote, start, (), text, EditRule.FORM))
    return ClaimDraft(start, end, quote, text, None, None, Kind.EVENT, None, (), (), 0.9, by, wording)


def _evidence(claim_id, passage, relation, restates=False):
    return EvidenceDraft(
        claim_id,
        passage.start,
        passage.end,
        passage.text,
        relation,
        restates,
        0.9,
        ("Same name.",),
        None,
        None,
        "marked 1",
    )
