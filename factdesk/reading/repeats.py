"""One assertion, one claim: what a report says twice is kept once, in its better sentence."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from factdesk.model import ClaimDraft, Due, Kind
from factdesk.reading.claims import Candidate

_ALIKE = 0.6
_ALIKE_AND_DATED = 0.42
"""With the same due date or quantity the words need to be less alike."""
_FEWEST_SHARED = 3
_ROUNDING = 1e-9


def without_repeats(told: Sequence[Candidate]) -> list[ClaimDraft]:
    """Return the claims in their order, of several that assert the same only the best.

    The better one has a due date, a speaker, the higher score; of equals the first stays.
    """
    weight = _weights(told)
    kept = _Kept(weight)
    for one in sorted(told, key=lambda t: _rank(t.draft)):
        if not any(_same(one, other, weight) for other in kept.near(one)):
            kept.add(one)
    return sorted((t.draft for t in kept.candidates), key=lambda c: (c.start, c.end))


class _Kept:
    """The claims kept so far, to be found by their words, as a long report has too many to hold each against each."""

    def __init__(self, weight: Mapping[str, float]) -> None:
        self.candidates: list[Candidate] = []
        self._weight = weight
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_telling: dict[str, list[int]] = defaultdict(list)
        self._by_quote: dict[str, list[int]] = defaultdict(list)

    def add(self, one: Candidate) -> None:
        number = len(self.candidates)
        self.candidates.append(one)
        for word in one.words:
            self._by_word[word].append(number)
        for word in self._telling(one):
            self._by_telling[word].append(number)
        self._by_quote[_quote(one)].append(number)

    def near(self, one: Candidate) -> Iterator[Candidate]:
        """Yield all that may assert the same: the words are the same, or share one that tells much of either."""
        found = set(self._by_quote.get(_quote(one), ()))
        for word in one.words:
            found.update(self._by_telling.get(word, ()))
        for word in self._telling(one):
            found.update(self._by_word.get(word, ()))
        return (self.candidates[number] for number in sorted(found))

    def _telling(self, one: Candidate) -> list[str]:
        """Return the rarest words, of which two that are alike share one: the others weigh too little together."""
        words = sorted(one.words, key=lambda word: (-self._weight[word], word))
        rest = list(accumulate((self._weight[word] for word in reversed(words)), initial=0.0))
        enough = rest[-1] * _ALIKE_AND_DATED * (1 - _ROUNDING)
        return [word for word, left in zip(words, reversed(rest[1:]), strict=True) if left >= enough]


def _quote(one: Candidate) -> str:
    return " ".join(one.draft.quote.lower().split())


def _rank(claim: ClaimDraft) -> tuple[bool, bool, float, int]:
    return claim.due is None, claim.speaker is None, -claim.score, claim.start


def _weights(told: Sequence[Candidate]) -> dict[str, float]:
    """Return how much a shared word tells: rare words of this report more than those in every other claim."""
    counts = Counter(word for t in told for word in t.words)
    return {word: math.log((len(told) + 1) / n) + 0.3 for word, n in counts.items()}


def _same(one: Candidate, other: Candidate, weight: dict[str, float]) -> bool:
    a, b = one.draft, other.draft
    if one.negated != other.negated or _differ(a, b):
        return False
    shared = one.words & other.words
    if len(shared) < _FEWEST_SHARED:
        return _quote(one) == _quote(other)
    smaller = min(sum(weight[w] for w in one.words), sum(weight[w] for w in other.words))
    likeness = sum(weight[w] for w in shared) / smaller if smaller else 0.0
    tied = one.verb == other.verb and _same_due(a.due, b.due)
    return likeness >= (_ALIKE_AND_DATED if tied and (a.due or _same_amounts(a, b)) else _ALIKE)


def _differ(a: ClaimDraft, b: ClaimDraft) -> bool:
    """Tell whether two claims cannot be one: other days, other amounts, another speaker, one of them ahead."""
    if a.due is not None and b.due is not None and not _same_due(a.due, b.due):
        return True
    amounts, others = _amounts(a), _amounts(b)
    if amounts and others and not (amounts <= others or others <= amounts):
        return True
    if a.speaker and b.speaker and a.speaker.split()[-1].lower() != b.speaker.split()[-1].lower():
        return True
    return (a.kind is Kind.STATEMENT) != (b.kind is Kind.STATEMENT)


def _same_due(a: Due | None, b: Due | None) -> bool:
    if a is None or b is None:
        return a is b
    return (a.from_day or a.to_day, a.to_day) == (b.from_day or b.to_day, b.to_day) or a.to_day == b.to_day


def _same_amounts(a: ClaimDraft, b: ClaimDraft) -> bool:
    return bool(_amounts(a)) and _amounts(a) == _amounts(b)


def _amounts(claim: ClaimDraft) -> frozenset[tuple[float, str]]:
    return frozenset((q.value, q.unit) for q in claim.quantities)
