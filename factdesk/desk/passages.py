"""What was proposed of passages before and what people said of it: the same is never proposed again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factdesk.model import Claim, ClaimDraft, Evidence, EvidenceDraft, EvidenceState

_SAME = 0.7
"""Two places are one passage where they share this much of the shorter."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Passages:
    """The evidence found so far in all reports of one origin, each piece with what people decided of it."""

    found: Sequence[tuple[Evidence, EvidenceState]]

    def is_closed(self, report_id: int, draft: EvidenceDraft) -> bool:
        """Tell whether a passage is not to be proposed for a claim: it was, or people decided on its words before.

        The same place of the same report is proposed once, whoever proposes it with whatever relation; the same words
        in another copy are not proposed once a person accepted or rejected them.
        """
        for item, state in self.found:
            if item.claim_id != draft.claim_id:
                continue
            if item.report_id == report_id and overlap(item.start, item.end, draft.start, draft.end):
                return True
            if state is not EvidenceState.PROPOSED and is_same_text(item.quote, draft.quote):
                return True
        return False

    def kept_apart(self, draft: ClaimDraft) -> set[int]:
        """Return the claims that a person said these words do not repeat."""
        return {item.claim_id for item in self._of(draft, EvidenceState.REJECTED)}

    def repeats(self, draft: ClaimDraft) -> set[int]:
        """Return the claims that a person said these words repeat."""
        return {item.claim_id for item in self._of(draft, EvidenceState.ACCEPTED)}

    def copies_of(self, item: Evidence) -> list[int]:
        """Return what is proposed for the same claim with the same words in other copies of a piece of evidence."""
        return [
            other.id
            for other, state in self.found
            if other.claim_id == item.claim_id
            and other.report_id != item.report_id
            and state is EvidenceState.PROPOSED
            and is_same_text(other.quote, item.quote)
        ]

    def decided_copies(self) -> list[tuple[Evidence, Evidence]]:
        """Pair what is still proposed with what a person decided on of the same claim and words in another copy."""
        decided = [item for item, state in self.found if state is not EvidenceState.PROPOSED]
        pairs = ((one, self._copy_among(decided, one)) for one, state in self.found if state is EvidenceState.PROPOSED)
        return [(one, other) for one, other in pairs if other is not None]

    @staticmethod
    def _copy_among(decided: Sequence[Evidence], item: Evidence) -> Evidence | None:
        found = (d for d in decided if d.claim_id == item.claim_id and is_same_text(d.quote, item.quote))
        return next(found, None)

    def _of(self, draft: ClaimDraft, state: EvidenceState) -> list[Evidence]:
        return [
            item
            for item, said in self.found
            if said is state and item.restates and is_same_text(item.quote, draft.quote)
        ]


def were_kept_apart(claim: Claim, others: Iterable[tuple[Claim, Sequence[tuple[Evidence, EvidenceState]]]]) -> set[int]:
    """Return which of other claims a person said this one does not repeat.

    Args:
        claim: the claim.
        others: other claims, each with the evidence on it.
    """
    return {
        other.id
        for other, said in others
        for item, state in said
        if item.restates
        and state is EvidenceState.REJECTED
        and item.report_id == claim.report_id
        and overlap(item.start, item.end, claim.start, claim.end)
    }


def overlap(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Tell whether two places of one text are the same passage: they share most of the shorter."""
    shared = min(end, other_end) - max(start, other_start)
    return shared > _SAME * min(end - start, other_end - other_start)


def is_same_text(one: str, other: str) -> bool:
    """Tell whether two passages are the same words, but for case, signs, blanks and some words more at an end."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return short in long and len(short) > _SAME * len(long)


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
