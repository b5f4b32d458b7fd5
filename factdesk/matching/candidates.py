"""The rare words by which stored claims, or stored reports, are looked up before anything is compared."""

from __future__ import annotations

from collections.abc import Iterable

from factdesk.matching.lexicon import Lexicon, lexicon
from factdesk.matching.words import stem
from factdesk.model import Claim, Entity, Probe, Reading

MOST = 15
"""Terms of one probe at most."""
_LEAST = 0.5
_BARE = " .,;:'\"’“”()[]"


def probes(reading: Reading) -> tuple[Probe, ...]:
    """Return, for each passage of the story, the words to look stored claims up by, the most telling first.

    The words stand as in the text, names whole; a full-text search takes them OR-ed.
    """
    rules = lexicon()
    found = []
    for number, passage in enumerate(reading.passages):
        terms = () if passage.is_furniture else _terms(passage.lemmas, passage.entities, rules)
        if terms:
            found.append(Probe(number, terms))
    return tuple(found)


def claim_terms(claim: Claim) -> tuple[str, ...]:
    """Return the words to look reports up by that may bear on a claim, the most telling first."""
    words = [word.strip(_BARE) for word in claim.text.replace("—", " ").split()]
    return _terms(words, claim.entities, lexicon())


def _terms(words: Iterable[str], entities: Iterable[Entity], rules: Lexicon) -> tuple[str, ...]:
    rarity: dict[str, float] = {}
    for entity in entities:
        name = entity.text.strip(_BARE)
        rarity[name.lower()] = 1.0 if " " in name else max(0.9, rules.rarity(stem(name)))
    for word in words:
        plain = word.lower().strip(_BARE)
        if len(plain) > 1 and stem(plain) not in rules.light:
            rarity.setdefault(plain, rules.rarity(stem(plain)))
    telling = [word for word, weight in rarity.items() if weight >= _LEAST]
    return tuple(sorted(telling, key=lambda word: -rarity[word])[:MOST])
