"""Who does what the claim is about, and to whom or where: the claim's account against the passage's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from factdesk.matching.framing import dateline_end
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.names import fold, same_actor
from factdesk.matching.words import stem
from factdesk.model import Entity, Passage, Predicate

_WORD = re.compile(r"[A-Za-z][\w’'.-]*")
_CAPITAL = re.compile(r"\b[A-Z][\w-]+(?: [A-Z][\w-]+)*")
_TITLE = re.compile(r"([A-Za-z]+)\.?\s+$")
_POSSESSED = re.compile(r"^['’]s?\s+(?:[\w-]+\s+){0,4}$")
_ADJECTIVE = re.compile(r"^\s+(?:[\w-]+\s+){0,2}$")
_PRONOUN = re.compile(r"\b(his|her)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
_BY = re.compile(r"^(?:\s+(?:to|in|of|at)\s+(?:[A-Z][\w.’']+\s*){1,4})?\s*\bby\s+(?:the\s+)?(?:[A-Z]\w+\.?\s+){0,3}$")
_TO = re.compile(r"^(?:\s+by\s+[\w .’']+?)?\s+(?:to|in|at|into|of|for)\s+(?:the\s+)?(?:[a-z]+\s+)?$")
_OBJECT = re.compile(r"(?:^|\s)(?:to|in|at|into|of)\s+(?:the\s+)?$|^\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,3}$")
_WITH = re.compile(r"[\w-]+\s+(?:[A-Z]\w+\s+|[\w-]+\s+){0,2}?(?=with\b|between\b|among\b|and\b|[A-Z])")
_PERSONAL = ("he", "she")
_FAR = 60


class Match(StrEnum):
    """How two accounts of who and where go together."""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Named:
    """A name where it stands in a passage."""

    name: str
    sort: str
    """"person", "nation", "place", "body", or empty where unknown: only names of one known sort can be rivals."""
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Deed:
    """One mention of an event, by verb or noun, with the names of who does it and of its object or place."""

    term: str
    start: int
    agents: tuple[Named, ...]
    targets: tuple[Named, ...]
    mutual: bool = False
    """All who take part do the same: "meet"."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The claim's account of its event held against those of a passage."""

    match: Match
    rivals: tuple[str, str] | None
    """Where the accounts differ, the two names."""
    blocked: frozenset[int]
    """Starts of the predicates that tell of somebody else's deed."""
    agent: bool = False
    """The same agent is named in both."""


def compare_roles(claimed: tuple[Deed, ...], told: tuple[Deed, ...], passage: Passage) -> Roles:
    """Hold each mention of a passage against the claim's; one that agrees outweighs any that differ."""
    verdicts = [(deed, *_best(deed, claimed)) for deed in told]
    other = [(deed, rivals) for deed, match, rivals in verdicts if match is Match.OTHER]
    same = [deed for deed, match, _ in verdicts if match is Match.SAME]
    blocked = frozenset(start for deed, _ in other for start in _starts(deed, passage))
    free = frozenset(start for deed in same for start in _starts(deed, passage))
    match = Match.SAME if same else Match.OTHER if other else Match.UNKNOWN
    agent = any(_agree(one.agents, deed.agents)[0] is Match.SAME for deed in same for one in claimed)
    return Roles(match, other[0][1] if other and not same else None, blocked - free, agent)


def deeds(passage: Passage, heads: frozenset[str], rules: Lexicon) -> tuple[Deed, ...]:
    """Find every mention of an event in a passage, told by a verb or by a noun.

    Args:
        passage: the sentence.
        heads: stems of the event; words of the same event classes count as well.
        rules: the language's lexicon.
    """
    classes = rules.classes_of(heads)
    named = names_of(passage, rules)
    found = []
    taken = set()
    for predicate in passage.predicates:
        term = stem(predicate.lemma)
        taken.add(predicate.start - passage.start)
        if term in heads or rules.classes.get(term, frozenset()) & classes:
            found.append(_pooled(_of_verb(predicate, term, passage, named, rules), passage, named, rules))
    for word in _WORD.finditer(passage.text):
        term = stem(word.group())
        if word.start() in taken or (term not in heads and not rules.classes.get(term, frozenset()) & classes):
            continue
        if not any(n.start <= word.start() < n.end for n in named) and not _is_time(passage, word.start()):
            found.append(_pooled(_of_noun(word, term, passage, named, rules), passage, named, rules))
    return tuple(found)


def names_of(passage: Passage, rules: Lexicon) -> tuple[Named, ...]:
    """Return the names of a passage where they stand, in order, those of its dateline left out."""
    first = dateline_end(passage.text)
    found: dict[int, Named] = {}
    for entity in sorted(passage.entities, key=lambda e: -len(e.text)):
        for place in re.finditer(rf"(?<!\w){re.escape(entity.text)}(?!\w)", passage.text[first:]):
            start, end = first + place.start(), first + place.end()
            if not any(n.start < end and start < n.end for n in found.values()):
                found[start] = _named(entity, start, end, passage.text, rules)
    for word in _CAPITAL.finditer(passage.text, first):
        start, end = word.span()
        if any(n.start < end and start < n.end for n in found.values()) or _is_time(passage, start):
            continue
        if start > first or word.group().lower() in passage.lemmas:  # "Lawmakers" opens a sentence and is no name
            found[start] = Named(fold(Entity(word.group(), ""), rules.aliases), "", word.group(), start, end)
    return tuple(found[start] for start in sorted(found))


def _is_time(passage: Passage, at: int) -> bool:
    return any(t.start <= passage.start + at < t.end for t in passage.times)


def _pooled(deed: Deed, passage: Passage, named: tuple[Named, ...], rules: Lexicon) -> Deed:
    """Put all persons who take part in a meeting or the like on one side, those "with" and "between" too."""
    if not rules.classes.get(deed.term, frozenset()) & rules.mutual:
        return deed
    at = deed.start - passage.start
    stop = min((p.start - passage.start for p in passage.predicates if p.start > deed.start), default=len(passage.text))
    joined = _WITH.match(passage.text, at)
    later = [n for n in named if joined and joined.end() <= n.start < min(stop, at + _FAR + _FAR)]
    persons = {n.start: n for n in (*deed.agents, *deed.targets, *later) if n.sort == "person"}
    if not persons:
        return deed
    return Deed(deed.term, deed.start, tuple(persons.values()), (), mutual=True)


def subject_names(verb: Predicate, passage: Passage, rules: Lexicon) -> tuple[Named, ...]:
    """Return the names of a verb's subject, the person behind "he" and "she" included."""
    return _subject(verb, verb.start - passage.start, passage, names_of(passage, rules))


def _named(entity: Entity, start: int, end: int, text: str, rules: Lexicon) -> Named:
    name = fold(entity, rules.aliases)
    title = _TITLE.search(text[:start])
    if name in rules.nations:
        sort = "nation"
    elif entity.label == "PERSON" or (title and title.group(1).lower() in rules.titles):
        sort, name = "person", name.split()[-1]
    else:
        sort = "place" if entity.label in ("GPE", "LOC", "FAC") else "body"
    return Named(name, sort, entity.text, start, end)


def _of_verb(verb: Predicate, term: str, passage: Passage, named: tuple[Named, ...], rules: Lexicon) -> Deed:
    at, end = verb.start - passage.start, verb.end - passage.start
    passive = verb.subject is not None and verb.subject in verb.objects
    subjects = _subject(verb, at, passage, named)
    rest = [n for n in named if n.start >= end and _is_any(n, verb.objects) and n.start - end < _FAR]
    if passive:
        return Deed(term, verb.start, tuple(n for n in rest if _BY.match(passage.text[end : n.start])), subjects)
    targets = tuple(n for n in rest if _OBJECT.search(passage.text[end : n.start]))
    if term in rules.reversed:
        return Deed(term, verb.start, tuple(n for n in targets if n.sort == "person"), subjects)
    return Deed(term, verb.start, subjects, targets)


def _subject(verb: Predicate, at: int, passage: Passage, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return the names of the subject: itself, whom a pronoun stands for, or the nation before a plain noun."""
    if verb.subject is None:
        return ()
    if verb.subject.lower() in _PERSONAL:
        return _person_before(at, passage, named)
    before = [n for n in named if n.start < at]
    own = [n for n in before if _is_any(n, (verb.subject,))]
    if own:
        return (own[-1],)
    noun = passage.text.rfind(verb.subject, 0, at)
    near = [n for n in before if n.sort == "nation" and n.end <= noun and _ADJECTIVE.match(passage.text[n.end : noun])]
    return tuple(near[-1:])


def _of_noun(word: re.Match[str], term: str, passage: Passage, named: tuple[Named, ...], rules: Lexicon) -> Deed:
    text, at, end = passage.text, word.start(), word.end()
    agents = [n for n in named if n.end <= at and _POSSESSED.match(text[n.end : at])][-1:]
    agents += [n for n in named if n.start >= end and _BY.match(text[end : n.start])][:1]
    if not agents and _PRONOUN.search(text[:at]):
        agents = list(_possessor(word.group(), at, passage, named))
    targets = [n for n in named if n.start >= end and _TO.match(text[end : n.start])][:1]
    close = [n for n in named if n.end <= at and not agents and _ADJECTIVE.match(text[n.end : at])][-1:]
    for name in close:
        is_place = name.sort in ("nation", "place") and text[name.end : at].strip() == ""
        if is_place and name.words.lower() in rules.places:
            targets.append(name)
    if not agents:
        agents = list(_of_carrier(word.group(), passage, named, rules))
    return Deed(term, passage.start + at, tuple(agents), tuple(targets))


def _possessor(noun: str, at: int, passage: Passage, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return whom "his" or "her" before a noun stands for: the subject of the noun's verb, else the one before it."""
    over = next((p for p in passage.predicates if noun in p.objects and noun != p.subject and p.start < at), None)
    own = _subject(over, over.start - passage.start, passage, named) if over else ()
    return tuple(n for n in own if n.sort != "nation") or _person_before(at, passage, named)


def _of_carrier(noun: str, passage: Passage, named: tuple[Named, ...], rules: Lexicon) -> tuple[Named, ...]:
    """Return who "makes", "pays" or "begins" what a noun names."""
    for verb in passage.predicates:
        if noun in verb.objects and noun != verb.subject and stem(verb.lemma) in rules.carrying:
            return _subject(verb, verb.start - passage.start, passage, named)
    return ()


def _person_before(at: int, passage: Passage, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """Return the person a pronoun most likely stands for: the first one before it that is a subject, else the last."""
    before = [n for n in named if n.end <= at]
    persons = [n for n in before if n.sort == "person"] or [n for n in before if n.sort in ("body", "")]
    subjects = {p.subject for p in passage.predicates if p.subject and p.start - passage.start < at}
    leading = [n for n in persons if _is_any(n, tuple(subjects))]
    return tuple(leading[:1] or [n for n in persons if n.sort == "person"][-1:])


def _is_any(name: Named, words: tuple[str, ...]) -> bool:
    return any(word in name.words.split() or word == name.words for word in words)


def _starts(deed: Deed, passage: Passage) -> Iterator[int]:
    """Yield the starts of the predicates that tell of a deed: its own verb, or those said of its noun."""
    yield deed.start
    word = _WORD.match(passage.text, deed.start - passage.start)
    noun = word.group() if word else ""
    yield from (p.start for p in passage.predicates if noun in p.objects or noun == p.subject)


def _best(deed: Deed, claimed: tuple[Deed, ...]) -> tuple[Match, tuple[str, str] | None]:
    named = [one for one in claimed if one.agents or one.targets]
    found = [_match(one, deed) for one in named]
    for wanted in (Match.SAME, Match.UNKNOWN, Match.OTHER):
        for match, rivals in found:
            if match is wanted:
                return match, rivals
    return Match.UNKNOWN, None


def _match(claimed: Deed, told: Deed) -> tuple[Match, tuple[str, str] | None]:
    if claimed.mutual and told.mutual:
        return _meet(claimed.agents, told.agents)
    sides = (_agree(claimed.agents, told.agents), _agree(claimed.targets, told.targets))
    for match, rivals in sides:
        if match is Match.OTHER:
            return match, rivals
    return (Match.SAME if any(m is Match.SAME for m, _ in sides) else Match.UNKNOWN), None


def _meet(mine: tuple[Named, ...], theirs: tuple[Named, ...]) -> tuple[Match, tuple[str, str] | None]:
    """Compare who takes part: of two, both must be the same."""
    shared = sum(any(is_same(one, other) for other in theirs) for one in mine)
    if shared and shared >= min(len(mine), len(theirs), 2):
        return Match.SAME, None
    odd = next(one for one in mine if not any(is_same(one, other) for other in theirs))
    return Match.OTHER, (odd.words, theirs[-1].words)


def _agree(mine: tuple[Named, ...], theirs: tuple[Named, ...]) -> tuple[Match, tuple[str, str] | None]:
    """Compare names of one role; only names of one sort can be rivals."""
    if any(is_same(one, other) for one in mine for other in theirs):
        return Match.SAME, None
    rivals = [(one.words, other.words) for one in mine for other in theirs if one.sort == other.sort != ""]
    if rivals and len(rivals) == len(mine) * len(theirs):
        return Match.OTHER, rivals[0]
    return Match.UNKNOWN, None


def is_same(one: Named, other: Named) -> bool:
    """Tell whether two names mean the same, whatever sort each was read as ("Xi", "Xi Jinping")."""
    mine, theirs = set(one.words.lower().split()), set(other.words.lower().split())
    return same_actor(one.name, other.name) or mine <= theirs or theirs <= mine
