"""The words by which stored claims, or stored reports, are looked up, and the likeliest of what was found by them.

Of a million claims some tens of thousands share a telling word with a report. They are brought down in two steps to
the few that are worth reading: by the words they were found by, then by all of their words (:mod:`.promise`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from factdesk.matching.lexicon import Lexicon, lexicon
from factdesk.matching.promise import BEFORE, NEAR, places, promise
from factdesk.matching.words import stem
from factdesk.model import Claim, ClaimWords, Entity, Passage, Posting, Reading

MOST = 15
"""Words of one claim at most."""
_MOST_OF_REPORT = 400
_LEAST = 0.5
_TITLE = 2
"""A word of the title counts as one of that many passages."""
_AT_ONCE = 64
_BARE = " .,;:'\"’“”()[]"


def probes(reading: Reading, title: str) -> tuple[str, ...]:
    """Return the words to look stored claims up by, those first that the report is most about.

    The words stand as in the text, names whole.
    """
    rules = lexicon()
    weights: dict[str, float] = defaultdict(float)
    for words in [_terms(_words(p), p.entities, rules) for p in _story(reading)]:
        for word, weight in words.items():
            weights[word] += weight
    for word, weight in _terms(title.split(), (), rules).items():
        weights[word] += _TITLE * weight
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:_MOST_OF_REPORT])


def claim_terms(claim: Claim) -> tuple[str, ...]:
    """Return the words to look reports up by that may bear on a claim, the most telling first."""
    words = _terms(claim.text.replace("—", " ").split(), claim.entities, lexicon())
    return tuple(sorted(words, key=lambda word: -words[word])[:MOST])


def likeliest(reading: Reading, title: str, postings: Sequence[Posting], limit: int) -> tuple[int, ...]:
    """Return the claims that have most in common with one passage of a report, the best first.

    Args:
        reading: what was read from the report.
        title: its title.
        postings: the words of :func:`probes` with the claims that have them.
        limit: how many claims at most.
    """
    import numpy

    if not postings:
        return ()
    held = [numpy.asarray(p.claims, dtype=numpy.int64) for p in postings]
    claims = numpy.unique(numpy.concatenate(held))
    columns = [numpy.searchsorted(claims, ids) for ids in held]
    weights = _weights(postings, _story(reading), title)
    best = numpy.zeros(len(claims), dtype=numpy.float32)
    for first in range(0, len(_story(reading)), _AT_ONCE):
        scores = numpy.zeros((_AT_ONCE, len(claims)), dtype=numpy.float32)
        for found, of_passage in zip(columns, weights, strict=True):
            for number in range(first, first + _AT_ONCE):
                if number in of_passage:
                    scores[number - first, found] += of_passage[number]
        best = numpy.maximum(best, scores.max(axis=0))
    return tuple(claims[numpy.lexsort((-claims, -best))[:limit]].tolist())


def promising(reading: Reading, title: str, found: Sequence[ClaimWords], limit: int) -> tuple[int, ...]:
    """Return the claims whose words go best with a report's passages, the best first.

    Args:
        reading: what was read from the report.
        title: its title.
        found: claims with their texts.
        limit: how many claims at most.
    """
    rules = lexicon()
    where = places(_story(reading), title, rules)
    promises = {claim.id: promise(claim.text, where, rules) for claim in found}
    return tuple(sorted(promises, key=lambda claim_id: (-promises[claim_id], -claim_id))[:limit])


def _weights(postings: Sequence[Posting], story: Sequence[Passage], title: str) -> list[dict[int, float]]:
    """Return for each word what it counts in every passage that has it, or has it near."""
    rules = lexicon()
    own = [_terms(_words(p), p.entities, rules).keys() for p in story]
    titled = _terms(title.split(), (), rules).keys()
    at = defaultdict[str, dict[int, float]](dict)
    for number, words in enumerate(own):
        for word in titled | set[str]().union(*own[max(0, number - BEFORE) : number]):
            at[word][number] = NEAR
        for word in words:
            at[word][number] = 1.0
    return [{number: -math.log(p.share) * near for number, near in at[p.term].items()} for p in postings]


def _words(passage: Passage) -> list[str]:
    """Return the words of a passage as it has them, and those whose plain form is another word: "buy" for "bought"."""
    words = passage.text.replace("—", " ").split()
    known = {stem(word) for word in words}
    return [*words, *(lemma for lemma in passage.lemmas if stem(lemma) not in known)]


def _story(reading: Reading) -> list[Passage]:
    return [p for p in reading.passages if not p.is_furniture]


def _terms(words: Iterable[str], entities: Iterable[Entity], rules: Lexicon) -> dict[str, float]:
    rarity: dict[str, float] = {}
    for entity in entities:
        name = entity.text.strip(_BARE)
        rarity[name.lower()] = 1.0 if " " in name else max(0.9, rules.rarity(stem(name)))
    for word in words:
        plain = word.lower().strip(_BARE)
        if len(plain) > 1 and plain.replace("’", "'") not in rules.plain and stem(plain) not in rules.light:
            rarity.setdefault(plain, rules.rarity(stem(plain)))
    return {word: weight for word, weight in rarity.items() if weight >= _LEAST}
