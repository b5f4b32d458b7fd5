"""Why a relation is proposed: short sentences that name the words which decided, in both texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from factdesk.matching.amounts import differing_amounts, matching_amounts
from factdesk.matching.comparison import Comparison
from factdesk.matching.dating import ends, told_dates
from factdesk.matching.judges import Chances
from factdesk.matching.lexicon import lexicon
from factdesk.matching.marks import as_written, spans, surface, tokens
from factdesk.matching.telling import Telling
from factdesk.matching.views import Event, View, term_of
from factdesk.model import Marks, Relation

_SHOWN = 4
_FURTHER = 5
_LEAST = 0.3
"""Rarity from which a word that both have says something."""
_WAYS = {
    "happened": "tells it as done",
    "called_off": "says that it was called off",
    "delayed": "says that it was delayed",
    "brought_forward": "says that it was brought forward",
    "denied": "denies or refuses it",
    "failed": "says that it failed",
    "negated": "says that it is not so",
    "open": "tells it as still ahead",
    "present": "tells it as so now",
}
_OF = {
    Relation.CONFIRMS: ("happened", "present"),
    Relation.PARTLY: ("happened", "present"),
    Relation.CONTRADICTS: ("negated", "called_off", "denied", "failed"),
    Relation.MOVES: ("delayed", "brought_forward", "open"),
    Relation.MENTIONS: ("open", "present", "happened"),
}
_BREAK = re.compile(r"[,;:()—–]")
_PLAIN = ("happened", "open", "present")
"""Ways in which any verb can tell of an event; of the others the verb says all by itself ("cancelled")."""
_CUES = {
    Relation.CONTRADICTS: ("called_off", "denied", "failed"),
    Relation.MOVES: ("delayed", "brought_forward"),
    Relation.PARTLY: ("partial",),
    Relation.CONFIRMS: ("done",),
    Relation.MENTIONS: ("planned", "hedged", "recalled"),
}
_CUE_NAMES = {
    "called_off": "calling off",
    "denied": "denial",
    "failed": "failure",
    "delayed": "delay",
    "brought_forward": "an earlier date",
    "partial": "only a part",
    "done": "something done",
    "planned": "a plan",
    "hedged": "a mere possibility",
    "recalled": "a look back",
}


_TAKEN_FOR = {
    Relation.CONFIRMS: "a confirmation",
    Relation.CONTRADICTS: "a contradiction",
    Relation.PARTLY: "a confirmation in part",
    Relation.MOVES: "a change of its date or terms",
    Relation.MENTIONS: "a mere mention",
    Relation.UNRELATED: "another matter",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in words, with the words of both texts that it rests on, as they are written there."""

    text: str
    claim: tuple[str, ...] = ()
    passage: tuple[str, ...] = ()


def explained(comparison: Comparison, relation: Relation) -> tuple[Reason, ...]:
    """Return what speaks for a relation: the likeness of claim and passage, what is told, and the dates."""
    found = (*_likeness(comparison), *_telling(comparison, relation), *_dates(comparison, relation))
    return tuple({reason.text: reason for reason in found}.values())


def trained_reason(chances: Chances | None, relation: Relation) -> tuple[Reason, ...]:
    """Return what the trained network takes the passage for, where it was asked: it agrees with a relation, or not."""
    if chances is None:
        return ()
    likeliest = max(chances, key=lambda r: chances[r])
    what, chance = _TAKEN_FOR[likeliest], f"{chances[likeliest]:.0%}".replace("%", " %")
    if likeliest is relation:
        return (Reason(f"The trained model, which read both texts, also takes it for {what} ({chance} likely)."),)
    return (Reason(f"The trained model, which read both texts, rather takes it for {what} ({chance} likely)."),)


def sentences(found: Sequence[Reason]) -> tuple[str, ...]:
    """Return reasons as sentences."""
    return tuple(_closed(reason.text) for reason in found)


def marks(comparison: Comparison, found: Sequence[Reason], *, quote: str | None = None, start: int = 0) -> Marks:
    """Return where the words that reasons rest on stand in the claim's sentence and in the report.

    Args:
        comparison: what the reasons are about.
        found: the reasons.
        quote: the passage as the report has it, where another wording of it was compared.
        start: where that begins in the report.
    """
    told = comparison.passage.passage
    where = (told.text, told.start) if quote is None else (quote, start)
    return Marks(
        claim=spans(comparison.claim.view.passage.text, [w for reason in found for w in reason.claim]),
        passage=spans(where[0], [w for reason in found for w in reason.passage], where[1]),
    )


def _likeness(c: Comparison) -> Iterator[Reason]:
    if c.roles.rivals:
        one, other = c.roles.rivals
        yield Reason(f"The claim is of {one}, the passage of {other}.", (one,), (other,))
    names = _names(c)[:_SHOWN]
    if names:
        yield Reason(
            f"Both name {_listed([words for words, _, _ in names])}.",
            tuple(one for _, one, _ in names),
            tuple(other for _, _, other in names),
        )
    pairs = _shared(c)
    if pairs:
        noun = "word" if len(pairs) == 1 else "words"
        yield Reason(f"Both have the {noun} {_listed([_quoted(one) for one, _ in pairs])}.", *_sides(pairs))
    for one, other in c.alike[:1]:
        mine = _form(c.claim.view, one) or c.claim.view.words.get(one, one)
        told = _form(c.passage, other) or c.passage.words.get(other, other)
        yield Reason(
            f"The claim's {_quoted(mine)} and the passage's {_quoted(told)} are the same kind of event.",
            (mine,),
            (told,),
        )
    for amount, same in matching_amounts(c.claim.quantities, c.passage.passage.quantities)[:1]:
        words = f"{_quoted(amount.text)} and {_quoted(same.text)} are the same amount."
        both = f"Both give {_quoted(amount.text)}."
        yield Reason(both if amount.text == same.text else words, (amount.text,), (same.text,))


def _shared(c: Comparison) -> list[tuple[str, str]]:
    """Return the telling words that both have, as each writes them; names, dates and amounts have their own reasons."""
    rules = lexicon()
    own, theirs = c.claim.view.passage, c.passage.passage
    told = [
        *(words for name in _names(c) for words in name[1:]),
        *(words for name, words in c.passage.actors.items() if name in c.claim.view.actors),
        *(t.text for t in (*own.times, *theirs.times)),
        *(q.text for q in (*c.claim.quantities, *theirs.quantities)),
        *([c.claim.due.text] if c.claim.due else []),
    ]
    taken = {term_of(word, rules) for words in told for _, word in tokens(words)} | rules.title_stems
    dull = taken | rules.generic | rules.light
    weights = c.claim.view.terms
    telling = [t for t in c.shared if t not in dull and weights[t] > _LEAST and not t.isdigit()]
    found = [(one, other) for t in telling if (one := _form(c.claim.view, t)) and (other := _form(c.passage, t))]
    return sorted(found[:_SHOWN], key=lambda pair: own.text.find(pair[0]))


def _names(c: Comparison) -> list[tuple[str, str, str]]:
    """Return the shared names in words, as the claim writes them and as the passage does."""
    found: dict[str, tuple[str, str, str]] = {}
    rules, text = lexicon(), c.passage.passage.text
    for name, claimed in c.claim.view.actors.items():
        if claimed in c.actors:
            other = c.passage.actors.get(name) or as_written(text, claimed.split()[-1], rules)
            words, told = _one_person(claimed, claimed if spans(text, [claimed]) else other)
            same = told.lower() in words.lower() or words.lower() in told.lower()
            found.setdefault(words, (words if same else f"{words} ({_quoted(told)} in the passage)", words, told))
    return list(found.values())


def _one_person(words: str, told: str) -> tuple[str, str]:
    """Return two names; of two members of a family, who are known by their last name alone, just that."""
    one, other = words.split(), told.split()
    is_family = len(one) > 1 and len(other) > 1 and one[-1] == other[-1] and one[0] != other[0]
    return (one[-1], other[-1]) if is_family else (words, told)


def _telling(c: Comparison, relation: Relation) -> Iterator[Reason]:
    rules, text = lexicon(), c.passage.passage.text
    way = _strongest(c.telling, relation)
    told = c.telling.event[way] if way else None
    if way and told:
        form = _told_words(c, told) if way in _PLAIN else as_written(text, told.form, rules)
        is_bare = told.term in rules.light and " " not in form
        yield Reason(f"The passage {_WAYS[way]}: {_quoted(form)}.", (), () if is_bare else (form,))
    if relation is Relation.CONTRADICTS and c.telling.opposed:
        one, other = (as_written(c.claim.view.passage.text, c.telling.opposed[0], rules), c.telling.opposed[1])
        other = as_written(text, other, rules)
        yield Reason(f"The passage's {_quoted(other)} excludes the claim's {_quoted(one)}.", (one,), (other,))
    cue = next((name for name in _CUES.get(relation, ()) if name in c.passage.cues), None)
    if (
        cue
        and cue != way
        and not _is_dating(c, c.passage.cues[cue])
        and (told is None or c.passage.cues[cue] not in (told.form, told.predicate.lemma))
    ):
        words = _cue_words(c.passage, c.passage.cues[cue])
        yield Reason(f"The passage speaks of {_CUE_NAMES[cue]}: {_quoted(words)}.", (), (words,))
    if relation in (Relation.CONTRADICTS, Relation.PARTLY):
        for mine, theirs in differing_amounts(c.claim.quantities, c.passage.passage.quantities)[:1]:
            words = f"The claim gives {_quoted(mine.text)}, the passage {_quoted(theirs.text)}."
            yield Reason(words, (mine.text,), (theirs.text,))


def _cue_words(view: View, words: str) -> str:
    """Return a cue as the passage writes it; of a verb it is known by its lemma."""
    passage = view.passage
    verb = next((e.predicate for e in view.events if e.predicate.lemma == words), None)
    written = verb and passage.text[verb.start - passage.start : verb.end - passage.start]
    return written or as_written(passage.text, words, lexicon())


def _is_dating(c: Comparison, words: str) -> bool:
    """Tell whether words are part of a date ("by the end of"), which has a reason of its own."""
    passage = c.passage.passage
    found = spans(passage.text, [words], passage.start)
    return bool(found) and all(any(s.start < t.end and t.start < s.end for t in passage.times) for s in found)


def _told_words(c: Comparison, told: Event) -> str:
    """Return the words that tell of an event: its verb, with the word of the claim it is of ("pay a return visit").

    A verb that is the claim's own, or of its kind, stands for itself; else that word is looked for close after it, and
    then close before it.
    """
    rules, passage = lexicon(), c.passage.passage
    form = as_written(passage.text, told.form, rules)
    wanted = {*c.shared, *(other for _, other in c.alike)} - rules.light - rules.generic
    if told.term in wanted or told.classes & c.claim.head_classes:
        return form
    at, end = told.predicate.start - passage.start, told.predicate.end - passage.start
    after = list(tokens(passage.text[end:]))[:_FURTHER]
    before = list(tokens(passage.text[:at]))[-_FURTHER:]
    heads = wanted & (c.claim.heads | {other for one, other in c.alike if one in c.claim.heads})
    found = [(at, end + start + len(word)) for start, word in after if term_of(word, rules) in (heads or wanted)]
    found += [(start, end) for start, word in reversed(before) if term_of(word, rules) in heads]
    return next((passage.text[a:b] for a, b in found if not _BREAK.search(passage.text, a, b)), form)


def _strongest(telling: Telling, relation: Relation) -> str | None:
    ways = [way for way in _OF.get(relation, ()) if telling.of(way) > 0]
    return max(ways, key=telling.of) if ways else None


def _dates(c: Comparison, relation: Relation) -> Iterator[Reason]:
    due = c.claim.due
    if due is None or due.to_day is None:
        return
    first, last, published = due.from_day or c.claim.published or due.to_day, due.to_day, c.published or date.min
    told = [(t.text, *ends(t)) for t in told_dates(c.passage.passage, lexicon(), c.roles.blocked)]
    after = max((words for words, start, end in told if start > last and end >= published), key=len, default=None)
    inside = max((words for words, start, end in told if start <= last and end >= first), key=len, default=None)
    if relation is Relation.MOVES and after:
        words = f"The passage's {_quoted(after)} lies after {_day(last)}, the last day on which the claim is due."
        yield Reason(words, (due.text,), (after,))
    elif inside and _is_set(c.features, "date_inside"):
        words = f"The passage's {_quoted(inside)} falls into the claim's due time, {_quoted(due.text)}."
        yield Reason(words, (due.text,), (inside,))
    elif relation in (Relation.CONFIRMS, Relation.PARTLY) and _is_set(c.features, "report_after"):
        words = f"The report appeared after {_day(last)}, the last day on which the claim is due."
        yield Reason(words, (due.text,))


def _form(view: View, term: str) -> str | None:
    """Return a word of a text by its stem as it is written there, irregular forms of verbs included."""
    text, start = view.passage.text, view.passage.start
    told = (e.predicate for e in view.events if e.term == term)
    verb = next((text[p.start - start : p.end - start] for p in told), None)
    return surface(text, term, lexicon()) or verb


def _sides(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(one for one, _ in pairs), tuple(other for _, other in pairs)


def _is_set(features: Mapping[str, float], name: str) -> bool:
    return features.get(name, 0.0) > 0


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _quoted(words: str) -> str:
    return f"“{words}”"


def _closed(words: str) -> str:
    """Return a sentence with one full stop, also after "U.S."."""
    return words[:-1] if words.endswith("..") else words


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
