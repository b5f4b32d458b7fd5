"""What a sentence says apart from who reports it, where and when: datelines and clauses of saying set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import replace

from factdesk.matching.lexicon import Lexicon
from factdesk.matching.words import stem
from factdesk.model import Passage, Predicate, TimeExpression

_DASH = r" ?(?:--|–|—) | - "
_DATELINE = re.compile(
    # "WASHINGTON, March 16 (Harbour Wire) - ", "KYIV, Ukraine — "; or "Lima (Wire) — "
    rf"^(?:[A-Z][A-Z.'’/-]+(?: [A-Z][A-Z.'’/-]+)*(?:, [^—–()]{{1,40}}?)?(?: ?\([^()]{{2,40}}\))?"
    rf"|[A-Z][\w .,'’-]{{2,40}} \([A-Z][\w ./-]{{1,30}}\))(?:{_DASH})"
)
_WORD = re.compile(r"[\w’'.&-]+")
_STRONG = re.compile(r"[.!?][\"'”’)]*\s+[A-Z“\"]")
_PRONOUN = re.compile(r"\b(?:he|she|it|they|we|i|that|which|who)\b", re.IGNORECASE)
_REACH = 45
"""Characters at most between a verb of saying and the date on which it was said."""
_CLAUSE = 70


def story_of(passage: Passage) -> Passage:
    """Return the passage without what stands only in its dateline; offsets and text stay as they are."""
    end = dateline_end(passage.text)
    if not end:
        return passage
    rest, first = passage.text[end:], passage.start + end
    return replace(
        passage,
        entities=tuple(e for e in passage.entities if e.text in rest),
        times=tuple(t for t in passage.times if t.start >= first),
        lemmas=_after(passage.lemmas, passage.text[:end]),
        predicates=tuple(_told_in(p, rest) for p in passage.predicates if p.start >= first),
    )


def assertion_of(passage: Passage, rules: Lexicon) -> Passage:
    """Return the passage without its dateline and without what only tells who says it."""
    passage = story_of(passage)
    spans = list(reporting(passage, rules))
    if not spans:
        return passage
    rest = "".join(c for i, c in enumerate(passage.text) if not any(a <= i < b for a, b in spans))
    said = Counter(word for a, b in spans for word in _words(passage.text[a:b]))

    def stands(at: int) -> bool:
        return not any(a <= at - passage.start < b for a, b in spans)

    return replace(
        passage,
        entities=tuple(e for e in passage.entities if e.text in rest),
        times=tuple(t for t in passage.times if stands(t.start)),
        lemmas=_without(passage, said, [p.lemma for p in passage.predicates if not stands(p.start)], rest),
        predicates=tuple(p for p in passage.predicates if stands(p.start)) or passage.predicates,
    )


def dateline_end(text: str) -> int:
    """Return where the story begins after place, day and agency; 0 where there is no dateline."""
    found = _DATELINE.match(text)
    return found.end() if found else 0


def is_saying(predicate: Predicate, rules: Lexicon) -> bool:
    """Tell whether a predicate reports what somebody says."""
    return stem(predicate.lemma) in rules.saying


def governor(passage: Passage, at: int) -> Predicate | None:
    """Return the last predicate of the same sentence that begins before an offset, the one a date there goes with."""
    before = [p for p in passage.predicates if p.start < at]
    if not before or _STRONG.search(passage.text, before[-1].end - passage.start, at - passage.start + 1):
        return None
    return before[-1]


def is_of(time: TimeExpression, passage: Passage, others: Set[int]) -> bool:
    """Tell whether a date goes with one of some predicates, given by their starts."""
    verb = governor(passage, time.start) if others else None
    return verb is not None and verb.start in others


def says_when(time: TimeExpression, passage: Passage, rules: Lexicon) -> bool:
    """Tell whether a date is that of the saying ("said on Monday"), not of what is said."""
    verb = governor(passage, time.start)
    if verb is None:
        return _opens_saying(time, passage, rules)
    if not is_saying(verb, rules):
        return False
    gap = passage.text[verb.end - passage.start : time.start - passage.start]
    if len(gap) > _REACH or "," in gap or _PRONOUN.search(gap):
        return False
    return not any(stem(word) in rules.classes and stem(word) not in rules.saying for word in _WORD.findall(gap))


def _opens_saying(time: TimeExpression, passage: Passage, rules: Lexicon) -> bool:
    """Tell whether the sentence opens with the day and goes on with the saying: "On Monday the ministry said"."""
    verb = next((p for p in passage.predicates if p.start > time.start), None)
    at = time.start - passage.start - dateline_end(passage.text)
    return verb is not None and at <= len("Late on ") and is_saying(verb, rules)


def reporting(passage: Passage, rules: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the clauses at a sentence's end that only tell who says it: ", the White House said on Friday"."""
    text = passage.text
    for verb in passage.predicates:
        start = text.rfind(",", 0, verb.start - passage.start)
        if start < 0 or not is_saying(verb, rules) or verb.start - passage.start - start > _CLAUSE:
            continue
        if any(start < p.start - passage.start < verb.start - passage.start for p in passage.predicates):
            continue
        end = text.find(",", verb.end - passage.start)
        yield start, len(text) if end < 0 else end
    if found := re.search(r", according to [^,;]+$", text):
        yield found.span()


def _after(lemmas: tuple[str, ...], dateline: str) -> tuple[str, ...]:
    words = {word.lower().strip(".") for word in _WORD.findall(dateline)} | set(dateline.lower().split())
    first = next((i for i, lemma in enumerate(lemmas) if lemma not in words), len(lemmas))
    return lemmas[first:]


def _without(passage: Passage, said: Counter[str], verbs: list[str], rest: str) -> tuple[str, ...]:
    """Drop the lemmas that stand in no other place than the clause of saying."""
    kept = set(_words(rest))
    lost = {word for word in said if word not in kept} | set(verbs)
    return tuple(lemma for lemma in passage.lemmas if lemma not in lost and lemma + "s" not in lost)


def _words(text: str) -> list[str]:
    return [word.lower().rstrip(".,") for word in _WORD.findall(text)]


def _told_in(predicate: Predicate, rest: str) -> Predicate:
    lost = predicate.subject is not None and predicate.subject not in rest
    return replace(predicate, subject=None) if lost else predicate
