"""Make further training pairs out of the news pairs: one thing changed, and with it what is right.

    python scripts/pair_variants.py OUT.jsonl [--seed 7]

Only families on the training side are used. What is made of a passage that confirms by telling the claimed event:
    ahead      the event is told as still to come: it only mentions the claim
    open       the event is told as a possibility: likewise
    denied     the event is told as not having taken place: it contradicts
Of any pair:
    other      those that claim and passage both name are exchanged, in the passage, for others of their kind: unrelated
    alike      the same exchange in claim and passage: the relation stays, so that odd names alone tell nothing
    amount     a number that both give is raised in the claim: it no longer confirms
    dressed    a decisive passage of another family about those of this claim: same actors, another matter
    crossed    what the same actors did in another matter, as the claim, with the family's decisive passages: unrelated
    stranger   the passage of another family that has the most rare words in common with the claim: unrelated
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from judge_data import PAIRS, side_of

from factdesk.matching.comparison import Comparison
from factdesk.matching.framing import is_saying
from factdesk.matching.lexicon import lexicon
from factdesk.matching.pairs import compared
from factdesk.model import Entity, Pair, Predicate, Tense
from factdesk.reading import analyse

Record = dict[str, Any]
Change = tuple[str, str, str, tuple[str, ...]]
"""What was done, claim, passage, and what is right now."""

_BE = re.compile(r"\b(was|were|has been|have been|had been)(?=\s+(?:\w+ly\s+)?$)")
_HAVE = re.compile(r"\b(?:has|have|had)\s+(?:\w+ly\s+)?$")
_AHEAD = ("will", "would", "will now")
_OPEN = ("could", "may", "might")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")
_NUMBER = re.compile(r"(?<![\w.,$€£-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\w-]|[.,]\d)")
_CLEAR = 0.5
"""Least strength with which a passage must tell the claimed event for its telling to be changed."""
_DECISIVE = ("confirms", "contradicts", "partly", "moves")
_TRIED = 12
_NAMED = ("PERSON", "ORG", "GPE", "FAC", "LOC", "NORP", "PRODUCT", "EVENT")


def retold(c: Comparison, choice: random.Random) -> Iterator[Change]:
    """Tell the claimed event as still ahead, as possible, and as not having taken place."""
    passage, claim = c.passage.passage, c.claim.view.passage.text
    verb = _telling_verb(c)
    if verb is None or c.claim.is_negated:
        return
    before, word, after = _around(passage.text, verb.start - passage.start, verb.end - passage.start)
    after = _SENTENCE.split(after)[0]
    lead, kind = _auxiliary(before, word, verb.lemma)
    if kind is None:
        return
    be = "be " if kind == "passive" else ""
    form = word if kind == "passive" else verb.lemma
    for made, words in (("ahead", choice.choice(_AHEAD)), ("open", choice.choice(_OPEN))):
        yield made, claim, f"{lead}{words} {be}{form}{after}", ("mentions",)
    helper = {"passive": "was not ", "perfect": "has not ", "simple": "did not "}[kind]
    yield "denied", claim, f"{lead}{helper}{word if kind != 'simple' else verb.lemma}{after}", ("contradicts",)


def _telling_verb(c: Comparison) -> Predicate | None:
    """Return the verb that tells the claimed event, failing a clear one the first in the past that reports no words."""
    event = c.telling.event.get("happened")
    if event is not None and c.features.get("kept", 0.0) >= _CLEAR:
        return event.predicate if event.predicate.tense is Tense.PAST else None
    first = next((p for p in c.passage.passage.predicates if not is_saying(p, lexicon())), None)
    return first if first is not None and first.tense is Tense.PAST and not first.negated else None


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[:start], text[start:end], text[end:]


def _auxiliary(before: str, word: str, lemma: str) -> tuple[str, str | None]:
    """Part the auxiliary from what stands before a verb, and say which form of the past they make."""
    if found := _BE.search(before):
        return before[: found.start()], "passive" if word.lower() != lemma else None
    if found := _HAVE.search(before):
        return before[: found.start()], "perfect"
    plain = word.isalpha() and word.islower() and word != lemma
    return before, "simple" if plain else None


def renamed(c: Comparison, label: str, names: dict[str, list[str]], choice: random.Random) -> Iterator[Change]:
    """Exchange everyone whom claim and passage both name for somebody else: in the passage alone, and in both."""
    claim, passage = c.claim.view.passage, c.passage.passage
    one, other = claim.text, passage.text
    for entity in passage.entities:
        others = [name for name in names.get(entity.label, []) if name not in claim.text and name not in passage.text]
        if _is_shared(entity, claim.text) and others:
            new = choice.choice(others)
            other = other.replace(entity.text, new)
            one = one.replace(entity.text, new)
    if other != passage.text:
        yield "other", claim.text, other, ("unrelated",)
        if not any(_is_shared(e, claim.text) and e.text not in claim.text for e in passage.entities):
            yield "alike", one, other, (label,)


def _is_shared(entity: Entity, text: str) -> bool:
    return entity.label in _NAMED and entity.text.split()[-1] in text


def recounted(c: Comparison, choice: random.Random) -> Iterator[Change]:
    """Raise a number of the claim that the confirming passage gives too."""
    claim, passage = c.claim.view.passage, c.passage.passage
    timed = [(t.start - claim.start, t.end - claim.start) for t in claim.times]
    for found in _NUMBER.finditer(claim.text):
        free = not any(a < found.end() and found.start() < b for a, b in timed)
        if free and re.search(rf"(?<![\w.,]){re.escape(found.group())}(?![\w]|[.,]\d)", passage.text):
            value = float(found.group().replace(",", "")) * choice.choice((1.5, 2, 3, 4))
            shown = f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
            text = claim.text[: found.start()] + shown + claim.text[found.end() :]
            yield "amount", text, passage.text, ("partly", "contradicts")


def dressed(c: Comparison, others: Sequence[Comparison], choice: random.Random) -> Iterator[Change]:
    """Let passages of other families tell of those whom the claim names."""
    claim = c.claim.view.passage
    own: dict[str, list[str]] = {}
    for entity in claim.entities:
        own.setdefault(entity.label, []).append(entity.text)
    tried = choice.sample(others, min(_TRIED, len(others)))
    for other in tried:
        text = other.passage.passage.text
        for entity in other.passage.passage.entities:
            if entity.label in _NAMED and own.get(entity.label):
                text = text.replace(entity.text, choice.choice(own[entity.label]))
        if text != other.passage.passage.text:
            yield "dressed", claim.text, text, ("unrelated",)
            return


def crossed(family: Record) -> Iterator[Record]:
    """Hold what the same actors did in another matter, as a claim, against the family's decisive passages."""
    for passage in family["passages"]:
        if passage["how"] == "same actors other matter":
            claim = _SENTENCE.split(passage["text"])[0]
            for other in family["passages"]:
                if other["relation"] in _DECISIVE:
                    yield _record(family, other, ("crossed", claim, other["text"], ("unrelated",)))


def strangers(families: Sequence[Record]) -> Iterator[Record]:
    """Pair each claim with the passages of other families that are most like it."""
    words = {f["family"]: set(_words(f["claim"]["text"])) for f in families}
    held = Counter(word for own in words.values() for word in own)
    told = [(f, p, set(_words(p["text"]))) for f in families for p in f["passages"]]
    for family in families:
        own = words[family["family"]]

        def likeness(item: tuple[Record, Record, set[str]], own: set[str] = own) -> float:
            return sum(1.0 / held[w] for w in own & item[2] if w in held)

        others = [item for item in told if item[0] is not family]
        for _, passage, _ in sorted(others, key=likeness, reverse=True)[:4]:
            yield _record(family, passage, ("stranger", family["claim"]["text"], passage["text"], ("unrelated",)))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]{4,}", text.lower())


def _record(family: Record, passage: Record, change: Change) -> Record:
    made, claim, text, right = change
    return {
        "family": family["family"],
        "made": made,
        "claim": {**family["claim"], "text": claim},
        "passage": {"text": text, "published": passage["published"]},
        "right": right,
    }


def made_of(families: Sequence[Record], choice: random.Random) -> Iterator[Record]:
    """Make all variants of some families."""
    own = [(f, p) for f in families for p in f["passages"]]
    pairs = [Pair(str(i), f["claim"]["text"], p["text"]) for i, (f, p) in enumerate(own)]
    found = compared(pairs, analyse=analyse)
    names: dict[str, list[str]] = {}
    for c in found:
        for entity in c.claim.view.passage.entities:
            if entity.label in _NAMED and entity.text not in names.setdefault(entity.label, []):
                names[entity.label].append(entity.text)
    decisive = [(pair, c) for pair, c in zip(own, found, strict=True) if pair[1]["relation"] in _DECISIVE]
    for (family, passage), c in zip(own, found, strict=True):
        elsewhere = [o for (f, _), o in decisive if f is not family]
        changes: list[Change] = [*renamed(c, passage["relation"], names, choice)]
        if passage["relation"] == "confirms":
            changes += [*(retold(c, choice) if passage["how"] == "plain" else ()), *recounted(c, choice)]
        if passage["relation"] in ("mentions", "unrelated"):
            changes += dressed(c, elsewhere, choice)
        yield from (_record(family, passage, change) for change in changes)
    for family in families:
        yield from crossed(family)
    yield from strangers(families)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    lines = [line for file in sorted(PAIRS.glob("families-*.jsonl")) for line in file.read_text("utf8").splitlines()]
    families = [f for f in map(json.loads, lines) if side_of(f["family"]) == "train"]
    found = list(made_of(families, random.Random(asked.seed)))
    asked.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in found), "utf8")
    print(f"{len(families)} families, {len(found)} made pairs: {dict(Counter(r['made'] for r in found))}")


if __name__ == "__main__":
    main()
