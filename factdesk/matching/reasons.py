"""Why a relation is proposed: short sentences that name the words which decided, in both texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from factdesk.matching.amounts import differing_amounts, matching_amounts
from factdesk.matching.comparison import Comparison
from factdesk.matching.telling import Telling
from factdesk.model import Relation

_SHOWN = 4
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


def reasons(comparison: Comparison, relation: Relation) -> tuple[str, ...]:
    """Return what speaks for a relation, a sentence each, the likeness of claim and passage first."""
    found = (*_likeness(comparison), *_telling(comparison, relation), *_dates(comparison, relation))
    return tuple(dict.fromkeys(_closed(words) for words in found))


def _likeness(c: Comparison) -> Iterator[str]:
    if c.roles.rivals:
        one, other = c.roles.rivals
        yield f"The claim is of {one}, the passage of {other}."
    if c.actors:
        yield f"Both name {_listed(_names(c)[:_SHOWN])}."
    words = [c.claim.view.words.get(term, term) for term in c.shared if c.claim.view.terms[term] > 0.3]
    if words:
        yield f"Both have the words {_listed([f'“{w}”' for w in words[:_SHOWN]])}."
    for one, other in c.alike[:1]:
        own, theirs = c.claim.view.words.get(one, one), c.passage.words.get(other, other)
        yield f"The claim's “{own}” and the passage's “{theirs}” are the same kind of event."
    same = matching_amounts(c.claim.quantities, c.passage.passage.quantities)
    for mine, told in same[:1]:
        yield (
            f"Both give {mine.text}." if mine.text == told.text else f"{mine.text} and {told.text} are the same amount."
        )


def _names(c: Comparison) -> list[str]:
    """Return the shared names as the claim writes them, with the passage's words where they are quite others."""
    found = []
    for name, words in c.claim.view.actors.items():
        if words in c.actors:
            told = c.passage.actors.get(name, words)
            same = told.lower() in words.lower() or words.lower() in told.lower()
            found.append(words if same else f"{words} (“{told}” in the passage)")
    return list(dict.fromkeys(found))


def _telling(c: Comparison, relation: Relation) -> Iterator[str]:
    way = _strongest(c.telling, relation)
    told = c.telling.event[way] if way else None
    if way and told:
        yield f"The passage {_WAYS[way]}: “{told.form}”."
    if relation is Relation.CONTRADICTS and c.telling.opposed:
        one, other = c.telling.opposed
        yield f"The passage's “{other}” excludes the claim's “{one}”."
    cue = next((name for name in _CUES.get(relation, ()) if name in c.passage.cues), None)
    if cue and cue != way and (told is None or c.passage.cues[cue] not in (told.form, told.predicate.lemma)):
        yield f"The passage speaks of {_CUE_NAMES[cue]}: “{c.passage.cues[cue]}”."
    if relation in (Relation.CONTRADICTS, Relation.PARTLY):
        for mine, theirs in differing_amounts(c.claim.quantities, c.passage.passage.quantities)[:1]:
            yield f"The claim gives {mine.text}, the passage {theirs.text}."


def _strongest(telling: Telling, relation: Relation) -> str | None:
    ways = [way for way in _OF.get(relation, ()) if telling.of(way) > 0]
    return max(ways, key=telling.of) if ways else None


def _dates(c: Comparison, relation: Relation) -> Iterator[str]:
    due, features = c.claim.due, c.features
    if due is None or due.to_day is None:
        return
    if relation is Relation.MOVES and _is_set(features, "date_after"):
        yield f"The passage gives a date after {_day(due.to_day)}, the last day on which the claim is due."
    elif _is_set(features, "date_inside"):
        yield f"A date of the passage falls into the claim's due time ({due.text})."
    elif relation in (Relation.CONFIRMS, Relation.PARTLY) and _is_set(features, "report_after"):
        yield f"The report appeared after {_day(due.to_day)}, the last day on which the claim is due."


def _is_set(features: Mapping[str, float], name: str) -> bool:
    return features.get(name, 0.0) > 0


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _closed(words: str) -> str:
    """Return a sentence with one full stop, also after "U.S."."""
    return words[:-1] if words.endswith("..") else words


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
