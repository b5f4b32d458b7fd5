"""People by what they are: "the U.S. president", "the defence minister" lead to the one who bears that title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.reading.rules import RoleRules
from factdesk.reading.syntax import children

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_STEM = 4
"""So many letters of a country's name are those of its adjective too: "Chin-a", "Chin-ese"."""
_NAMES = ("GPE", "NORP", "ORG")


@dataclass(frozen=True, slots=True)
class Title:
    """A role with the words that narrow it: "minister", {"foreign", "chin"}."""

    noun: str
    narrowed: frozenset[str]


def titles_of(entity: Span, rules: RoleRules) -> Iterator[Title]:
    """Yield the titles beside a person's name: "Defense Secretary Pete Hegseth", "Kim Lee, chair of the board"."""
    root = entity.root
    beside = [t for t in root.subtree if t.dep_ in ("compound", "appos", "nmod") and t.head in (root, *entity)]
    if root.dep_ in ("appos", "compound"):
        beside.append(root.head)
    for token in beside:
        if token.lemma_.lower() in rules.people and not entity.start <= token.i < entity.end:
            yield Title(token.lemma_.lower(), frozenset(_narrowing(token, rules, skip=entity)))
    first = entity[0]
    for token in entity:
        if token.lower_ in rules.people and token.i < entity.end - 1:
            yield Title(token.lower_, frozenset(_narrowing(token, rules, skip=entity, also=(first,))))


def title_in(head: Token, rules: RoleRules) -> Title | None:
    """Return the title of a description: "the U.S. president"; null where the head is no role."""
    lemma = head.lemma_.lower()
    return Title(lemma, frozenset(_narrowing(head, rules))) if lemma in rules.people else None


def _narrowing(noun: Token, rules: RoleRules, skip: Span | None = None, also: tuple[Token, ...] = ()) -> Iterator[str]:
    near = [t for t in children(noun, "compound", "amod", "nmod", "poss") if skip is None or t not in skip]
    if skip is not None:
        # Titles before a name hang on the name, not on each other: "Chinese / President / Xi".
        before = noun.i - 1
        while before >= 0 and noun.doc[before].pos_ in ("PROPN", "ADJ", "NOUN") and noun.i - before < 4:
            near.append(noun.doc[before])
            before -= 1
    for preposition in children(noun, "prep"):
        if preposition.lower_ in ("of", "for", "at"):
            near.extend(children(preposition, "pobj"))
    for token in {t.i: t for t in (*near, *also)}.values():
        if token.i != noun.i and (token.pos_ in ("PROPN", "ADJ", "NOUN")):
            yield key(token.lower_, rules)


def key(word: str, rules: RoleRules) -> str:
    """Return one form for a country and its adjective, and for the spellings of one word."""
    plain = word.replace(".", "").replace("'s", "")
    return rules.same.get(plain, plain[:_STEM])


def bearer(wanted: Title, known: Iterable[tuple[str, Title]]) -> str | None:
    """Return the one person whom a description fits; null where it fits several or none.

    A person of whom the narrowing words are not told fits too, if nobody fits better and their own words do not differ.
    """
    same = [(name, title) for name, title in known if title.noun == wanted.noun]
    full = {name for name, title in same if wanted.narrowed and wanted.narrowed <= title.narrowed}
    if len(full) == 1:
        return next(iter(full))
    if full:
        return None
    bare = {name for name, title in same if not title.narrowed}
    told = {name for name, title in same if title.narrowed}
    fitting = {name for name, _ in same} if not wanted.narrowed else bare - told or bare
    return next(iter(fitting)) if len(fitting) == 1 else None
