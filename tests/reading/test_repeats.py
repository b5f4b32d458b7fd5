"""A claim repeats another whatever stands between them, and finding so takes no comparison of each with each."""

from __future__ import annotations

import random

from factdesk.model import ClaimDraft, Kind
from factdesk.reading import repeats
from factdesk.reading.claims import Candidate
from factdesk.reading.repeats import without_repeats

COMMON = ["ministry", "year", "port", "country"]
WORDS = [*COMMON, *(f"word{i}" for i in range(60))]


def told(start, words, *, quote="", negated=False, score=0.5):
    draft = ClaimDraft(
        start=start,
        end=start + 1,
        quote=quote or " ".join(sorted(words)),
        text="",
        speaker=None,
        via=None,
        kind=Kind.STATEMENT,
        due=None,
        entities=(),
        quantities=(),
        score=score,
        proposed_by="test",
    )
    return Candidate(draft, frozenset(words), "open", negated)


def some(seed):
    rng = random.Random(seed)
    out = []
    for start in range(120):
        words = rng.sample(WORDS, rng.randint(1, 9))
        if out and rng.random() < 0.3:
            words = [*rng.sample(sorted(out[-1].words), min(4, len(out[-1].words))), *words[:2]]
        out.append(told(start, words, negated=rng.random() < 0.1, score=round(rng.random(), 2)))
    return out


def one_by_one(candidates):
    weight = repeats._weights(candidates)
    kept = []
    for one in sorted(candidates, key=lambda t: repeats._rank(t.draft)):
        if not any(repeats._same(one, other, weight) for other in kept):
            kept.append(one)
    return sorted((t.draft for t in kept), key=lambda c: (c.start, c.end))


def test_none_is_kept_that_holding_each_against_each_would_drop():
    dropped = 0
    for seed in range(25):
        candidates = some(seed)
        assert without_repeats(candidates) == one_by_one(candidates)
        dropped += len(candidates) - len(without_repeats(candidates))
    assert dropped > 100


def test_the_same_few_words_are_one_claim():
    first = told(0, ["port"], quote="The port  opens.")
    again = told(9, ["port"], quote="the port opens.")
    other = told(20, ["port"], quote="The port closes.")
    assert [c.start for c in without_repeats([first, again, other])] == [0, 20]


def test_few_are_held_against_each_other(monkeypatch):
    held = []
    real = repeats._same
    monkeypatch.setattr(repeats, "_same", lambda *pair: held.append(pair) or real(*pair))
    many = [told(i, [*COMMON, *(f"own{i} {k}" for k in range(5))]) for i in range(200)]
    assert len(without_repeats(many)) == 200
    assert len(held) < 200
