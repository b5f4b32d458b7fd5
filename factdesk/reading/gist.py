"""What a report is about, as far as that tells which sentences carry the news: words that come back, its lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.reading.pipeline import Parsed
from factdesk.reading.plain import words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTENT = ("NOUN", "PROPN", "VERB")
_LEAD = 3
"""Paragraphs of some length that make the lead."""
_LEAD_WORDS = 8
_OFTEN = 4
_PERSONAL = frozenset(("i", "my", "me"))


@dataclass(frozen=True, slots=True)
class Gist:
    """What a report is about."""

    counts: Mapping[str, int]
    """How often each content word stands in it, by lemma."""
    lead: frozenset[str]
    """The content words of its first paragraphs."""
    personal: float
    """The share of its sentences, outside quotation marks, in which the author speaks of themselves, times ten."""

    def features(self, words: Sequence[Token]) -> dict[str, float]:
        """Return how near some words of the report are to what it is about, each between 0 and 1."""
        known = words_of(words[0].doc) if words else None
        own = {known.lemma[t.i] for t in words if known.pos[t.i] in _CONTENT} if known is not None else set[str]()
        if not own:
            return {"report personal": self.personal}
        often = sum(min(self.counts.get(word, 0), _OFTEN) for word in own)
        return {
            "central": often / (_OFTEN * len(own)),
            "of the lead": sum(word in self.lead for word in own) / len(own),
            "report personal": self.personal,
        }


def gist_of(parsed: Parsed) -> Gist:
    """Return what a parsed report is about."""
    counts: Counter[str] = Counter()
    lead: set[str] = set()
    long_ones = 0
    for paragraph in parsed.paragraphs:
        known = words_of(paragraph.doc)
        words = [lemma for lemma, pos in zip(known.lemma, known.pos, strict=True) if pos in _CONTENT]
        counts.update(words)
        if long_ones < _LEAD:
            lead.update(words)
            long_ones += len(paragraph.doc) > _LEAD_WORDS
    return Gist(counts, frozenset(lead), _personal(parsed))


def _personal(parsed: Parsed) -> float:
    sentences = own = 0
    for paragraph in parsed.paragraphs:
        words = words_of(paragraph.doc)
        for first, end in words.sentences:
            if '"' not in words.text[words.at[first] : words.until[end - 1]]:
                sentences += 1
                own += not _PERSONAL.isdisjoint(words.lower[first:end])
    return min(1.0, 10 * own / sentences) if sentences else 0.0
