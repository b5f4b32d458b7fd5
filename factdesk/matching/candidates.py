"""The words by which stored claims, or stored reports, are looked up, and the likeliest of what was found by them.

Of a million claims some tens of thousands share a telling word with a report. They are brought down in two steps to
the few that are worth reading: by the words they were found by, then by all of their words (:mod:`.promise`). A claim
rarely repeats what its report is about, so those come in as well whose reports are about the same.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from factdesk.matching.lexicon import Lexicon, lexicon
from factdesk.matching.promise import BEFORE, overlap
from factdesk.matching.words import stem
from factdesk.model import Claim, ClaimWords, Entity, Passage, Posting, Reading

MOST = 15
"""Words of one claim at most."""
_MOST_OF_REPORT = 200
_LEAST = 0.5
_TITLE = 2
"""A word of the title counts as one of that many passages."""
_LOOKED_AT = 200
"""So many claims are weighed by all of their words, and so many of reports that are about the same."""
_SAME_MATTER, _SURELY = 1.0, 0.2
"""What a claim gains whose report is about the same, and the likeness from which one surely is. More likeness
counts no more: of a matter with many reports any may hold the claim that a new one decides."""
_OF_REPORT = 3.0
"""What a likeness of two reports counts against that of a claim and a report."""
_LEAST_ALIKE, _ANYHOW = 0.2, 6
"""Least likeness of both kinds together at which a claim is held against a report, after so many likelier ones: where a
desk has few reports, no word tells much."""
_BEST = 3
"""The best passage counts, and as much as that the mean of the next two: what a report is about comes up again."""
_NEAR = 0.25
"""What a word of the title or of the sentences before counts against one of the passage; more would drown the rest."""
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


def likeliest(reading: Reading, title: str, postings: Sequence[Posting], limit: int) -> tuple[tuple[int, float], ...]:
    """Return the claims that have most in common with single passages of a report, the best first, and how much.

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
    best = [numpy.zeros(len(claims), dtype=numpy.float32) for _ in range(_BEST)]
    for weights in _weights(postings, _story(reading), title):
        score = numpy.zeros(len(claims), dtype=numpy.float32)
        for number, weight in weights:
            score[columns[number]] += weight
        for place, so_far in enumerate(best):
            best[place], score = numpy.maximum(so_far, score), numpy.minimum(so_far, score)
    total = best[0] + sum(best[1:]) / (_BEST - 1)
    order = numpy.lexsort((-claims, -total))[:limit]
    return tuple(zip(claims[order].tolist(), total[order].tolist(), strict=True))


def promising(
    reading: Reading,
    title: str,
    likely: Sequence[tuple[int, float]],
    alike: Sequence[tuple[int, float]],
    found: Sequence[ClaimWords],
    limit: int,
) -> tuple[int, ...]:
    """Return the claims whose words, and whose reports, go best with a report's passages; the best first.

    Args:
        reading: what was read from the report.
        title: its title.
        likely: claims with how much they have in common with the report; see :func:`likeliest`.
        alike: other reports with their likeness to this one, 0 to 1.
        found: the claims of both kinds that count, with their texts.
        limit: how many claims at most.
    """
    if not found:
        return ()
    common, matter = dict(likely), dict(alike)
    # Of two claims that have as much in common with a report the shorter has less that is not there.
    by_words = sorted(found, key=lambda c: (-common.get(c.id, 0.0) / math.sqrt(len(c.text) + 1), -c.id))
    by_report = sorted((c for c in by_words if c.report_id in matter), key=lambda c: -matter[c.report_id])
    looked_at = list(dict.fromkeys([*by_words[:_LOOKED_AT], *by_report[:_LOOKED_AT]]))
    promises = overlap([c.text for c in looked_at], _story(reading), title, lexicon()).promise().tolist()
    ranked = sorted(
        (-(promise + _SAME_MATTER * min(1.0, matter.get(c.report_id, 0.0) / _SURELY)), -c.id)
        for promise, c in zip(promises, looked_at, strict=True)
    )
    return tuple(-number for _, number in ranked[:limit])


def worth_holding(
    of_claim: Sequence[tuple[int, float]], of_report: Sequence[tuple[int, float]], limit: int
) -> tuple[int, ...]:
    """Return the reports that a claim is to be held against, the likeliest first.

    Args:
        of_claim: reports with their likeness to the claim, 0 to 1.
        of_report: reports with their likeness to the report that makes it.
        limit: how many reports at most.
    """
    total = defaultdict[int, float](float, of_claim)
    for number, share in of_report:
        total[number] += _OF_REPORT * share
    ranked = sorted(total, key=lambda number: (-total[number], number))
    worth = [n for place, n in enumerate(ranked) if place < _ANYHOW or total[n] >= _LEAST_ALIKE]
    return tuple(worth[:limit])


def _weights(postings: Sequence[Posting], story: Sequence[Passage], title: str) -> list[list[tuple[int, float]]]:
    """Return for each passage the numbers of the postings whose words it has or has near, and what these count."""
    rules = lexicon()
    own = [_terms(_words(p), p.entities, rules).keys() for p in story]
    titled = _terms(title.split(), (), rules).keys()
    found = []
    for number, words in enumerate(own):
        near = set(titled).union(*own[max(0, number - BEFORE) : number])
        counts = [1.0 if p.term in words else _NEAR if p.term in near else 0.0 for p in postings]
        found.append([(n, -math.log(postings[n].share) * count) for n, count in enumerate(counts) if count])
    return found


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
