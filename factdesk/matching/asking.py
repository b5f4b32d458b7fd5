"""What is only asked for or thought about, apart from what is decided."""

from __future__ import annotations

from collections.abc import Sequence

from factdesk.matching.lexicon import Lexicon
from factdesk.matching.roles import Deed, is_same, subject_names
from factdesk.matching.words import stem
from factdesk.model import Passage, Predicate

_NEAR = 60
"""Characters at most between the asking and what is asked for."""


def unsettled(passage: Passage, claimed: Sequence[Deed], told: Sequence[Deed], rules: Lexicon) -> frozenset[int]:
    """Return the starts of the predicates that tell of something only asked for or considered.

    What those ask for who are to do it themselves is as good as decided ("she asked to put off her visit").
    """
    found = set()
    for verb in passage.predicates:
        asking = _asking(verb, passage, rules)
        if asking is not None and not _decides(asking, passage, [*claimed, *told], rules):
            found.add(verb.start)
    return frozenset(found)


def _asking(verb: Predicate, passage: Passage, rules: Lexicon) -> Predicate | None:
    """Return the verb of asking or considering on which another depends: "urged her to delay", "considers delaying"."""
    at = verb.start - passage.start
    for other in reversed([p for p in passage.predicates if p.end <= verb.start]):
        between = passage.text[other.end - passage.start : at]
        depends = (
            between.rstrip().endswith(" to")
            or (verb.lemma + "ing")[-3:] == passage.text[: verb.end - passage.start][-3:]
        )
        if len(between) > _NEAR or "," in between or not depends:
            return None
        term = stem(other.lemma)
        if term in rules.requests or term in rules.considering:
            return other
    return None


def _decides(asking: Predicate, passage: Passage, deeds: Sequence[Deed], rules: Lexicon) -> bool:
    if stem(asking.lemma) in rules.considering:
        return False
    askers = subject_names(asking, passage, rules)
    return any(is_same(one, other) for one in askers for deed in deeds for other in deed.agents)
