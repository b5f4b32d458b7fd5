"""Reading and judging behind one small face, so that the window can run them in a process of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from factdesk.desk.analysis import Analysis
from factdesk.model import (
    Claim,
    ClaimDraft,
    ClaimWords,
    Due,
    EvidenceDraft,
    GivenClaim,
    Posting,
    Reading,
    Relation,
    Report,
)

if TYPE_CHECKING:
    from factdesk.matching import Restatement


@dataclass(frozen=True, slots=True)
class Source:
    """What reading needs to know of a report."""

    text: str
    published: date | None
    language: str
    country: str
    outlet: str


class Engine(Protocol):
    """Everything slow. Arguments and answers are plain records, so that they can cross a process border."""

    def read(self, source: Source) -> Reading:
        """Read a report; a language without a model gives a reading without claims."""

    def drafts(self, given: Sequence[GivenClaim], source: Source, reading: Reading, by: str) -> list[ClaimDraft | None]:
        """Complete claims handed in with a report; null where the quote does not stand in its text."""

    def probes(self, reading: Reading, title: str) -> tuple[str, ...]:
        """Return the terms by which stored claims are looked up."""

    def likeliest(
        self, reading: Reading, title: str, postings: Sequence[Posting], limit: int
    ) -> tuple[tuple[int, float], ...]:
        """Return the claims that have most of those terms in common with the report, the best first."""

    def promising(
        self,
        reading: Reading,
        title: str,
        likely: Sequence[tuple[int, float]],
        alike: Sequence[tuple[int, float]],
        found: Sequence[ClaimWords],
        limit: int,
    ) -> tuple[int, ...]:
        """Return the claims whose words go best with the report, the best first."""

    def claim_terms(self, claim: Claim) -> tuple[str, ...]:
        """Return the terms by which stored reports are looked up."""

    def match(
        self, report: Report, reading: Reading, claims: Sequence[Claim], country: str, threshold: float | None = None
    ) -> tuple[EvidenceDraft, ...]:
        """Hold a report against claims; below the threshold, by default the judge's own, nothing is proposed."""

    def fold(
        self, drafts: Sequence[ClaimDraft], published: date | None, claims: Sequence[Claim]
    ) -> tuple[list[ClaimDraft], list[EvidenceDraft]]:
        """Part drafts into new claims and repetitions of stored ones, the latter as evidence."""

    def due(self, words: str, base: date | None, language: str, country: str) -> Due | None:
        """Read what a person typed as a due date; null where it cannot be read."""


class DirectEngine:
    """The engine in the caller's own process: library and command line."""

    def __init__(self) -> None:
        self._analyse = Analysis()

    def read(self, source: Source) -> Reading:
        """See :class:`Engine`."""
        from factdesk import reading

        return reading.read_report(
            source.text,
            published=source.published,
            language=source.language,
            country=source.country,
            outlet=source.outlet,
        )

    def drafts(self, given: Sequence[GivenClaim], source: Source, reading: Reading, by: str) -> list[ClaimDraft | None]:
        """See :class:`Engine`."""
        from factdesk.reading import draft_given

        return [
            draft_given(
                item,
                source.text,
                reading=reading,
                published=source.published,
                language=source.language,
                country=source.country,
                by=by,
            )
            for item in given
        ]

    def probes(self, reading: Reading, title: str) -> tuple[str, ...]:
        """See :class:`Engine`."""
        from factdesk import matching

        return matching.probes(reading, title)

    def likeliest(
        self, reading: Reading, title: str, postings: Sequence[Posting], limit: int
    ) -> tuple[tuple[int, float], ...]:
        """See :class:`Engine`."""
        from factdesk import matching

        return matching.likeliest(reading, title, postings, limit)

    def promising(
        self,
        reading: Reading,
        title: str,
        likely: Sequence[tuple[int, float]],
        alike: Sequence[tuple[int, float]],
        found: Sequence[ClaimWords],
        limit: int,
    ) -> tuple[int, ...]:
        """See :class:`Engine`."""
        from factdesk import matching

        return matching.promising(reading, title, likely, alike, found, limit)

    def claim_terms(self, claim: Claim) -> tuple[str, ...]:
        """See :class:`Engine`."""
        from factdesk import matching

        return matching.claim_terms(claim)

    def match(
        self, report: Report, reading: Reading, claims: Sequence[Claim], country: str, threshold: float | None = None
    ) -> tuple[EvidenceDraft, ...]:
        """See :class:`Engine`."""
        from factdesk import matching

        return matching.match(report, reading, claims, analyse=self._analyse, country=country, threshold=threshold)

    def fold(
        self, drafts: Sequence[ClaimDraft], published: date | None, claims: Sequence[Claim]
    ) -> tuple[list[ClaimDraft], list[EvidenceDraft]]:
        """See :class:`Engine`."""
        from factdesk import matching

        new: list[ClaimDraft] = []
        repeated: list[EvidenceDraft] = []
        for draft in drafts:
            found = matching.restated(draft, published, claims, analyse=self._analyse) if claims else None
            if found is None:
                new.append(draft)
            else:
                repeated.append(_repetition(draft, found))
        return new, repeated

    def due(self, words: str, base: date | None, language: str, country: str) -> Due | None:
        """See :class:`Engine`."""
        from factdesk.reading.dates import read_due_words

        return read_due_words(words, base, language=language, country=country)


def _repetition(draft: ClaimDraft, found: Restatement) -> EvidenceDraft:
    return EvidenceDraft(
        claim_id=found.claim_id,
        start=draft.start,
        end=draft.end,
        quote=draft.quote,
        relation=Relation.MENTIONS,
        restates=True,
        score=found.score,
        reasons=found.reasons,
        new_due=None,
        occurred=None,
        proposed_by=draft.proposed_by,
        marks=found.marks,
    )
