"""Who a speaker's words name: the people and bodies of a report, and how "Lin" or "the company" leads to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.reading.antecedents import FORMS, Antecedents, Choice, models
from factdesk.reading.attribution import Said
from factdesk.reading.mentions import BODIES, Mentions, phrase, without_article
from factdesk.reading.names import name_words
from factdesk.reading.pipeline import Parsed
from factdesk.reading.plain import entity_at, words_of
from factdesk.reading.syntax import children
from factdesk.reading.titles import title_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

HE = ("he", "she", "him", "her", "his")
_FIRST_PERSON = ("i", "me", "my", "myself")
_LOOK_BACK = 3
"""Sentences before a description in which the only person named may be the one it stands for."""
_LEAD = 3
"""So many sentences tell of people by their office before they name them."""
_EVERYBODY = ("official", "source", "person", "analyst", "expert", "resident", "witness", "lawyer", "spokesman")
"""Offices of which a report has many: "an official" is not the one official whom it names."""
_OWNERS = ("PERSON", "ORG", "GPE", "NORP")


@dataclass(frozen=True, slots=True)
class Named:
    """A resolved speaker and, if somebody speaks for them, who."""

    name: str
    via: str | None = None
    margin: float | None = None
    """By how much more probable a pronoun's antecedent was than the next best, 0 to 1; null where the words name the
    speaker themselves and nothing was to be decided."""
    is_name: bool = True
    """False where the words only describe: "two officials"."""


class Cast:
    """The people and bodies a report names."""

    def __init__(self, parsed: Parsed, said: Iterable[Said] = ()) -> None:
        """Go through a report once; ``said`` tells who speaks its quoted stretches."""
        self._mentions = Mentions(parsed)
        self._rules = self._mentions.rules
        self._voices = voices(said, self._mentions)
        self._antecedents = Antecedents(parsed, self._mentions, self._voices, models(parsed.language))
        self._of_bodies: dict[str, set[str]] = defaultdict(set)
        for paragraph in parsed.paragraphs:
            self._learn(paragraph.doc)

    def _learn(self, doc: Doc) -> None:
        words = words_of(doc)
        for i, lemma in enumerate(words.lemma):
            if lemma in self._rules.people and words.pos[i] == "NOUN" and _owner_name(doc[i]):
                self._of_bodies[words.lower[i]].add(phrase(doc[i]))

    def is_person(self, name: str, who: Token) -> bool:
        """Tell whether a resolved speaker is a person, as named in the report or by the noun that stands for them."""
        by_name = self._mentions.sorts.get(name, set())
        return True in by_name or (not by_name and who.lemma_.lower() in self._rules.people)

    def place(self, token: Token) -> int:
        """Return where a word of the report stands in its text."""
        return self._mentions.place(token)

    def choice(self, token: Token) -> Choice | None:
        """Return what was found for a pronoun, sure or not; null where the word is none or was not weighed."""
        return self._antecedents.choice(token)

    def resolve(self, head: Token, at: int) -> Named | None:
        """Return whom a speaker's head word stands for; null where it is not sure.

        Args:
            head: the head of the speaker's noun phrase.
            at: its place in the text.
        """
        if head.lower_ in FORMS:
            return self._led_back(head)
        if head.lower_ in _FIRST_PERSON:
            voice = self._voices.get(self._mentions.quote(head))
            return self.resolve(voice, at) if voice is not None and voice.lower_ not in _FIRST_PERSON else None
        if head.pos_ == "PRON":
            return None
        spoken_for = self._spoken_for(head, at)
        if spoken_for is not None:
            return spoken_for
        person = _entity_in(head, ("PERSON",))
        if person is not None:
            return Named(self._mentions.full_name(person))
        body = _entity_in(head, BODIES) if head.ent_type_ else None
        if body is not None and head.pos_ == "PROPN":
            return Named(self._last_name(body) or without_article(_entity_words(body)))
        known = self._mentions.name_at(head)
        return Named(known) if known else self._described(head, at)

    def _last_name(self, entity: Span) -> str | None:
        """Return the person's full name where the tagger took a single word of it for a body."""
        return self._mentions.names.full(name_words(entity, self._rules))

    def _spoken_for(self, head: Token, at: int) -> Named | None:
        """Resolve "a company spokesman", "Kim Lee, a spokesperson for the bank"."""
        spokes = [t for t in (head, *children(head, "appos", "compound")) if t.lemma_.lower() in self._rules.spokes]
        if not spokes or (spokes[0].lower_ in ("rep", "rep.", "representative") and spokes[0] != head):
            return None
        spoke = spokes[0]
        owners = [t for t in children(spoke, "compound", "poss", "nmod", "amod") if t.pos_ in ("PROPN", "NOUN")]
        for preposition in children(spoke, "prep"):
            if preposition.lower_ in ("for", "of", "from", "at", "to"):
                owners.extend(children(preposition, "pobj"))
        owners = [o for o in owners if o.ent_type_ in _OWNERS or o.lemma_.lower() in self._rules.bodies]
        owners = [o for o in owners if o.ent_type_ != "PERSON" or o.dep_ == "pobj"] or owners
        if not owners:
            return None
        owner = next((o for o in owners if o.ent_type_), owners[0])
        body = self._by_noun(owner) or self.resolve(owner, at)
        name = body.name if body is not None else phrase(owner)
        return Named(name, via=_short(head), margin=body.margin if body is not None else None)

    def _described(self, head: Token, at: int) -> Named | None:
        """Resolve "the minister", "the ministry's report", "the company"."""
        words = self._with_owner(head, phrase(head))
        is_definite = any(c.lower_ in ("the", "that", "this") for c in children(head, "det"))
        lemma = head.lemma_.lower()
        owned = self._owner_of(head, at) if lemma in self._rules.documents else None
        if owned is not None:
            return owned
        if is_definite or (head.pos_ == "PROPN" and lemma in self._rules.people):
            named = self._by_title(head) or self._by_noun(head) or self._taken_up(head)
            if named is not None:
                return named
        later = self._named_later(head)
        if later is not None:
            return later
        fuller = self._of_bodies.get(head.lower_, set())
        if words.lower() in (head.lower_, f"the {head.lower_}") and len(fuller) == 1:
            return Named(next(iter(fuller)))
        return Named(words)

    def _with_owner(self, head: Token, words: str) -> str:
        """Name the owner in "her campaign", and leave out the genitive ending of "the bank's"."""
        bare = words.removesuffix("'s").removesuffix("’s").strip()
        owners = [t for t in children(head, "poss") if t.lower_ in FORMS]
        owner = self._led_back(owners[0]) if owners else None
        first, _, rest = bare.partition(" ")
        return f"{owner.name}’s {rest}" if owner is not None and first.lower() == owners[0].lower_ else bare

    def _owner_of(self, document: Token, at: int) -> Named | None:
        """Resolve "the ministry's report", "a study by the bank" to the body, through the document."""
        owners = children(document, "poss", "compound")
        for preposition in children(document, "prep", "agent"):
            if preposition.lower_ in ("by", "from", "of"):
                owners.extend(children(preposition, "pobj"))
        for participle in children(document, "acl"):
            owners.extend(o for by in children(participle, "agent") for o in children(by, "pobj"))
        owners = [o for o in owners if o.ent_type_ in (*_OWNERS, "FAC", "PRODUCT") or o.pos_ == "PRON"]
        found = self.resolve(owners[0], at) if owners else None
        return Named(found.name, via=found.via or document.lower_) if found is not None else None

    def _taken_up(self, head: Token) -> Named | None:
        """Resolve "the person" to the "senior official" of before, where the words themselves tell less."""
        words = self._mentions.taken_up(head) if head.lemma_.lower() in self._rules.people else None
        is_bare = not children(head, "prep", "poss", "compound", "amod", "relcl", "acl")
        return Named(words, is_name=False) if words is not None and is_bare else None

    def _named_later(self, head: Token) -> Named | None:
        """Resolve "a judge" at a report's beginning to the one judge whom it names further on."""
        is_lead = self._mentions.sentence(head) < _LEAD and head.tag_ == "NN"
        if (
            not is_lead
            or head.lemma_.lower() in _EVERYBODY
            or not any(c.lower_ in ("a", "an") for c in children(head, "det"))
        ):
            return None
        found = self._mentions.bearer(head)
        return Named(found) if found is not None else None

    def _by_title(self, head: Token) -> Named | None:
        if title_in(head, self._rules) is None:
            return None
        found = self._mentions.bearer(head)
        if found is not None:
            return Named(found)
        return None if head.lemma_.lower() in self._rules.unnamed else self._only_person_near(head)

    def _only_person_near(self, head: Token) -> Named | None:
        """Resolve "the founder of the fund" to the only person named just before, if no other title is told of them."""
        here = self._mentions.sentence(head)
        persons = [m for m in self._mentions.before(self.place(head), here - _LOOK_BACK) if m.is_person]
        near, titled = {m.name for m in persons}, any(m.titles for m in persons)
        return Named(next(iter(near))) if len(near) == 1 and not titled and head.tag_ == "NN" else None

    def _by_noun(self, head: Token) -> Named | None:
        """Resolve "the company", and "the ministry" where one name has that word."""
        lemma = head.lemma_.lower()
        if lemma not in self._rules.bodies or head.tag_ in ("NNS", "NNPS") or children(head, "prep", "poss"):
            return None
        if lemma in self._rules.firms:
            return self._led_back(head)
        holding = self._mentions.holding(lemma)
        return Named(next(iter(holding))) if len(holding) == 1 else None

    def _led_back(self, head: Token) -> Named | None:
        """Return the antecedent of a pronoun, or of "the company", where it is sure."""
        choice = self._antecedents.choice(head)
        if choice is None or choice.mention is None or not choice.is_sure:
            return None
        return Named(choice.mention.name, margin=choice.margin, is_name=choice.mention.is_named)


def voices(said: Iterable[Said], mentions: Mentions) -> dict[int, Token]:
    """Return the head of the speaker of each quoted stretch, by where the stretch begins in the text."""
    out: dict[int, Token] = {}
    for act in said:
        if act.speaker is None or not act.is_direct:
            continue
        for start, end in act.contents:
            for region in mentions.quotes(act.paragraph):
                if region.start < end and start < region.end:
                    out.setdefault(mentions.begins(act.paragraph) + region.start, act.speaker)
    return out


def _owner_name(noun: Token) -> bool:
    """Tell whether a noun is bound to a named body: "NASA officials", "the ministry's spokesman"."""
    return any(c.ent_type_ in ("ORG", "GPE", "NORP") for c in children(noun, "compound", "poss", "amod", "nmod"))


def _entity_in(head: Token, labels: tuple[str, ...]) -> Span | None:
    """Return the entity that the head belongs to, or that stands beside it as an apposition."""
    doc = head.doc
    nearest = [head, *children(head, "appos")]
    return next((found for token in nearest if (found := entity_at(doc, token.i, labels)) is not None), None)


def _entity_words(entity: Span) -> str:
    return " ".join(entity.text.removesuffix("'s").removesuffix("’s").split())


def _short(head: Token) -> str:
    return phrase(head)[:80]
