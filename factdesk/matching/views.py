"""A claim and a passage as they are compared: weighted terms, actors, events with what is said of them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from factdesk.matching.framing import assertion_of, story_of
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.names import participants
from factdesk.matching.roles import Deed, deeds
from factdesk.matching.words import stem
from factdesk.model import Claim, Due, Entity, Kind, Passage, Predicate, Quantity, Tense

_NEXT = re.compile(r"[A-Za-z]+")
_REACH = 3
_SHORT, _NEAR = 4, 40
_IF = re.compile(r"\b(?:if|unless|provided)\b", re.IGNORECASE)
_MEANT = re.compile(
    r"\b(?:was|were|been)\s+(?:\w+ly\s+)?(?:(?:due|set|scheduled|expected|slated|supposed|meant|planned)\s+)?to\s+"
    r"(?:have\s+|be\s+|been\s+)*$"
)
_DUE = re.compile(r"\s+(?:\w+ly\s+)?(?:due|set|scheduled|expected|slated|supposed|meant)\b")
_LINK = re.compile(
    r"\b(?:to|in|at|on|for|with|by|from|of|as|after|before|into|over|about|under|until|during|since|than)\b|,"
)
_RAREST = 3
_PAST_ENDINGS = ("ed", "en", "wn", "lt", "nt", "pt", "ught")


@dataclass(frozen=True, slots=True)
class Event:
    """One predicate of a text with the stems it stands for and those it is said of."""

    term: str
    classes: frozenset[str]
    arguments: frozenset[str]
    predicate: Predicate
    form: str
    """The word as it stands in the text, lower case."""
    object: str | None = None
    """Stem of what it is done to, where the sentence names that by a plain object or as the subject of a passive."""
    is_intended: bool = False
    """It was only meant to take place: "was to have flown", "had been due to meet"."""
    has_condition: bool = False
    """The sentence has an "if" or "unless"."""

    @property
    def is_bare(self) -> bool:
        """It stands in its plain form and says nothing of when: "to close", "threatened to leave"."""
        return self.predicate.tense is Tense.NONE and self.form == self.predicate.lemma

    @property
    def happened(self) -> bool:
        """It is told as something that took place."""
        p = self.predicate
        past = p.tense is Tense.PAST or (p.tense is Tense.NONE and self.is_participle)
        return past and not self.is_intended and not p.negated and p.modal is None and not p.conditional

    @property
    def is_participle(self) -> bool:
        """It stands in a past form whose tense the parser left open."""
        return not self.is_bare and self.form.endswith(_PAST_ENDINGS)

    @property
    def is_announced(self) -> bool:
        """It is told as something that will take place, without doubt or condition."""
        p = self.predicate
        return p.tense is Tense.FUTURE and p.modal is None and not p.conditional

    @property
    def is_open(self) -> bool:
        """It is told as something that will or may take place."""
        p = self.predicate
        return p.tense is Tense.FUTURE or p.modal is not None or p.conditional


@dataclass(frozen=True, slots=True)
class View:
    """One sentence made ready for comparison."""

    passage: Passage
    terms: dict[str, float]
    """Stem to rarity."""
    words: dict[str, str]
    """Stem to a word of the text that has it."""
    weight: float
    classes: frozenset[str]
    actors: dict[str, str]
    events: tuple[Event, ...]
    cues: dict[str, str]
    """Cue to the words that give it."""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim made ready for comparison."""

    view: View
    heads: frozenset[str]
    """Stems of what is claimed to happen or to hold, background left out."""
    head_classes: frozenset[str]
    themes: frozenset[str]
    """Stems of those it is claimed of: who does it, and to what."""
    due: Due | None
    published: date | None
    speaker: frozenset[str]
    """Stem of the last word of who says it."""
    speakers: frozenset[str]
    """Stems of all words of the name of who says it, but light ones."""
    quantities: tuple[Quantity, ...]
    is_forward: bool
    is_negated: bool
    deeds: tuple[Deed, ...]
    """What is claimed, with who does it and to whom or where."""
    is_vague: bool
    """No verb or noun of an event carries it; its rarest words stand in for that."""
    title: str = ""
    """Of the claim's report."""


def view(passage: Passage, rules: Lexicon, entities: Sequence[Entity] = ()) -> View:
    """Make a sentence ready; ``entities`` are added to those the passage carries. Its dateline counts for nothing."""
    passage = story_of(passage)
    terms, words = _terms(passage, rules)
    events = tuple(_event(p, passage, rules) for p in passage.predicates)
    return View(
        passage=passage,
        terms=terms,
        words=words,
        weight=sum(terms.values()),
        classes=rules.classes_of(terms),
        actors=participants((*passage.entities, *entities), rules.aliases),
        events=events,
        cues=_cues(passage, events, rules),
    )


def claimed(passage: Passage, rules: Lexicon, entities: Sequence[Entity] = ()) -> View:
    """Make what a sentence asserts ready, apart from who says it; of ``entities`` those count that it names."""
    story = assertion_of(passage, rules)
    gone = {e.text for e in passage.entities} - {e.text for e in story.entities}
    return view(story, rules, [e for e in entities if e.text not in gone])


def claim_view(claim: Claim, passage: Passage, rules: Lexicon) -> ClaimView:
    """Make a stored claim ready, from the passage that its text was read as."""
    seen = claimed(passage, rules, claim.entities)
    return make_claim_view(
        seen,
        rules,
        due=claim.due,
        published=claim.published,
        speaker=claim.speaker,
        quantities=claim.quantities or passage.quantities,
        kind=claim.kind,
        title=claim.report_title,
    )


def make_claim_view(
    seen: View,
    rules: Lexicon,
    *,
    due: Due | None,
    published: date | None,
    speaker: str | None,
    quantities: tuple[Quantity, ...],
    kind: Kind | None,
    title: str = "",
) -> ClaimView:
    """Say what a sentence claims: its own events, apart from the verbs of saying and planning."""
    forward = kind not in (None, Kind.STATEMENT) or any(e.is_open for e in seen.events) or "planned" in seen.cues
    main = _main_events(seen, rules, forward)
    heads = _heads(seen, main, rules)
    return ClaimView(
        view=seen,
        heads=heads,
        head_classes=rules.classes_of(heads),
        themes=_themes(seen, main, heads, rules),
        due=due,
        published=published,
        speaker=frozenset(stem(w) for w in (speaker or "").split()[-1:]),
        speakers=frozenset(stem(w) for w in (speaker or "").split() if w[0].isupper()) - rules.light,
        quantities=quantities,
        is_forward=forward,
        is_negated=any(e.predicate.negated for e in (main or seen.events)),
        deeds=_deeds(seen, main, heads, rules),
        is_vague=not rules.classes_of(heads) and not heads & {e.term for e in main},
        title=title,
    )


def _deeds(seen: View, main: Sequence[Event], heads: frozenset[str], rules: Lexicon) -> tuple[Deed, ...]:
    """Return the mentions that make the claim: its main verbs, failing these every mention of its event."""
    found = deeds(seen.passage, heads, rules)
    starts = {e.predicate.start for e in main}
    objects = {word for e in main for word in e.predicate.objects}
    own = tuple(d for d in found if d.start in starts or _word_at(seen.passage, d.start) in objects)
    return own or found


def _word_at(passage: Passage, at: int) -> str:
    found = _NEXT.match(passage.text, at - passage.start)
    return found.group() if found else ""


def _main_events(seen: View, rules: Lexicon, forward: bool) -> tuple[Event, ...]:
    """Return the predicates that carry the claim: of a forward claim those still open, not what it looks back at."""
    own = [e for e in seen.events if e.term not in rules.light]
    own = [e for e in own if not e.predicate.conditional] or own
    ahead = [e for e in seen.events if e.is_open or e.is_bare]
    ahead = [e for e in ahead if not e.predicate.conditional] or ahead
    if forward and ahead:
        return tuple([e for e in ahead if e in own] or ahead)
    planned = [e for e in seen.events if e.term in rules.by_cue["planned"]] if forward else []
    return tuple(planned or own or seen.events)


def _heads(seen: View, main: Sequence[Event], rules: Lexicon) -> frozenset[str]:
    """Return the stems of the main events, with the event nouns among what they are said of."""
    dull = rules.light | rules.generic | _time_terms(seen.passage)
    heads = {e.term for e in main if not _carries(e, rules)} - dull
    if (
        heads <= rules.by_cue["done"] | rules.by_cue["planned"] | rules.carrying
    ):  # "to close the deal": what is closed says as much
        heads |= {t for e in main for t in e.arguments if rules.classes.get(t)} - dull
    found = heads or {t for t in seen.terms if rules.classes.get(t)} - dull
    named = {stem(word) for words in seen.actors.values() for word in words.split()}
    rarest = sorted(seen.terms.keys() - dull - named - seen.actors.keys(), key=lambda t: -seen.terms[t])[:_RAREST]
    return frozenset(found or rarest or {e.term for e in main})


def _carries(event: Event, rules: Lexicon) -> bool:
    """Tell whether the verb only carries what its object names: "pay a visit"."""
    return event.term in rules.carrying and any(rules.classes.get(t) for t in event.arguments)


def _themes(seen: View, main: Sequence[Event], heads: frozenset[str], rules: Lexicon) -> frozenset[str]:
    """Return what the claim is of: what its main events are said of, failing that its actors and rarest words."""
    dull = heads | rules.generic | rules.light | _time_terms(seen.passage)
    said_of = {t for e in main for t in e.arguments if t in seen.terms and not t.isdigit()} - dull
    if said_of:
        return frozenset(said_of)
    rarest = sorted(seen.terms.keys() - dull, key=lambda t: -seen.terms[t])
    return frozenset(rarest[:_RAREST])


def _time_terms(passage: Passage) -> frozenset[str]:
    """Return the stems of the words that only say when."""
    return frozenset(stem(word) for t in passage.times for word in _NEXT.findall(t.text))


def dampened(seen: View, shares: Mapping[str, float]) -> View:
    """Lower the weight of terms that stand all over a report: what it is all about tells its passages not apart.

    Args:
        seen: the view of a claim or passage.
        shares: term to the share of the report's passages that have it.
    """
    terms = {t: weight * (1.0 - 0.8 * math.sqrt(shares.get(t, 0.0))) for t, weight in seen.terms.items()}
    return replace(seen, terms=terms, weight=sum(terms.values()))


def shares_of(views: Sequence[View]) -> dict[str, float]:
    """Return for every term the share of the passages that have it; of a handful of passages none is common."""
    counts = Counter(t for seen in views for t in seen.terms)
    return {t: (count - 1) / max(len(views), 10) for t, count in counts.items()}


def term_of(word: str, rules: Lexicon) -> str:
    """Return the stem of a word, a nation's adjective or capital brought to the nation."""
    return stem(rules.aliases.get(word.lower().strip("."), word))


def _terms(passage: Passage, rules: Lexicon) -> tuple[dict[str, float], dict[str, str]]:
    terms: dict[str, float] = {}
    words: dict[str, str] = {}
    for lemma in passage.lemmas:
        term = term_of(lemma, rules)
        if len(term) > 1 or term.isdigit():
            terms[term] = rules.rarity(term) * (0.3 if term in rules.light else 1.0)
            words.setdefault(term, lemma)
    return terms, words


def _event(predicate: Predicate, passage: Passage, rules: Lexicon) -> Event:
    around = [w for w in (predicate.subject, *predicate.objects) if w]
    word = passage.text[predicate.start - passage.start : predicate.end - passage.start].lower()
    rest = passage.text[predicate.end - passage.start :]
    term = next((t for t in _phrases(predicate.lemma, rest) if t in rules.phrases), stem(predicate.lemma))
    arguments = frozenset(term_of(word, rules) for phrase in around for word in phrase.split())
    done_to, iffy = _object(predicate, rest, rules), bool(_IF.search(passage.text))
    return Event(
        term,
        rules.classes.get(term, frozenset()),
        arguments,
        predicate,
        word,
        done_to,
        _is_intended(predicate, passage),
        iffy,
    )


def _object(predicate: Predicate, rest: str, rules: Lexicon) -> str | None:
    """Return the stem of the plain object; none for pronouns, for what follows a preposition, and for names."""
    if predicate.subject is not None and predicate.subject in predicate.objects:
        found = predicate.subject
    else:
        found = next((word for word in predicate.objects if _is_plain(word, rest)), "")
    return term_of(found, rules) if found.islower() and len(found) > _SHORT else None


def _is_intended(predicate: Predicate, passage: Passage) -> bool:
    before = passage.text[: predicate.start - passage.start]
    after = passage.text[predicate.end - passage.start :]
    return bool(_MEANT.search(before)) or (predicate.lemma == "be" and bool(_DUE.match(after)))


def _is_plain(word: str, rest: str) -> bool:
    at = rest.find(word)
    return 0 <= at < _NEAR and not _LINK.search(rest[:at])


def _phrases(lemma: str, rest: str) -> list[str]:
    """Return the verb with each of the few words after it: "lay off", "put it off", "take place"."""
    return [f"{lemma} {word.lower()}" for word in _NEXT.findall(rest)[:_REACH]]


def _cues(passage: Passage, events: Sequence[Event], rules: Lexicon) -> dict[str, str]:
    found: dict[str, str] = {}
    for cue in rules.cues:
        words = next((e.predicate.lemma for e in events if e.term in cue.stems and not e.predicate.negated), None)
        words = words or cue.find(passage.text)
        if words:
            found[cue.name] = words
    return found
