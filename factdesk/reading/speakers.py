"""Who a speaker's words name: the people and bodies of a report, and how "Lin" or "the company" leads to them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factdesk.reading.names import Names, name_words
from factdesk.reading.pipeline import Parsed
from factdesk.reading.rules import RoleRules, forward, roles, saying
from factdesk.reading.syntax import SUBJECT, children, noun_phrase
from factdesk.reading.titles import Title, bearer, title_in, titles_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

HE = ("he", "she", "him", "her", "his")
_IT = ("it", "its")
_LOOK_BACK = 3
"""Sentences behind a pronoun in which its antecedent is looked for."""
_MARGIN = 0.75
"""By how much the best antecedent must lead; below it the pronoun stays unresolved."""
_NEAREST, _SUBJECT, _OWNER, _AGAIN = 3.0, 1.5, 0.5, 0.5
_LOOK_BACK_FOR_FIRMS = 12
_FIRMS: tuple[str, ...] = (
    "company",
    "firm",
    "startup",
    "start-up",
    "retailer",
    "maker",
    "giant",
    "carmaker",
    "automaker",
    "airline",
)
_FIRMS += ("lender", "manufacturer", "operator", "publisher", "agency", "organization", "organisation", "group")
_SPEAKS = 1.5
"""What a body gains that says or plans things elsewhere in the report: products and places do not."""
_SHORTEST_NAME = 3
_OWNERS = ("PERSON", "ORG", "GPE", "NORP")
_NAMES_OF_BODIES = ("ORG", "GPE", "NORP", "FAC", "PRODUCT")


@dataclass(frozen=True, slots=True)
class Mention:
    """A named person or body where it stands: its number among the sentences and its full name."""

    sentence: int
    at: int
    name: str
    is_person: bool
    is_body: bool
    is_place: bool
    is_subject: bool
    is_owner: bool
    speaks: bool
    """It is the subject of a verb of saying or planning."""
    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A resolved speaker and, if somebody speaks for them, who."""

    name: str
    via: str | None = None
    margin: float | None = None
    """How clear the antecedent of a pronoun was; null where the words name the speaker themselves."""


class Cast:
    """The people and bodies a report names."""

    def __init__(self, parsed: Parsed) -> None:
        self._rules: RoleRules = roles(parsed.language)
        self._starts = {id(p.doc): p.start for p in parsed.paragraphs}
        self._sentences: dict[tuple[int, int], int] = {}
        self._names = Names((p.doc for p in parsed.paragraphs), self._rules)
        self._of_bodies: dict[str, set[str]] = defaultdict(set)
        self._mentions: list[Mention] = []
        self._roles: list[tuple[int, Token]] = []
        for paragraph in parsed.paragraphs:
            for sentence in paragraph.doc.sents:
                self._sentences[id(paragraph.doc), sentence.start] = len(self._sentences)
            self._learn(paragraph.doc)
        for paragraph in parsed.paragraphs:
            self._mentions.extend(sorted(self._mentions_in(paragraph.doc), key=lambda m: m.at))

        self._speaking = {m.name for m in self._mentions if m.speaks}

    def _learn(self, doc: Doc) -> None:
        for token in doc:
            if self._is_description(token):
                self._roles.append((self._starts[id(doc)] + token.idx, token))
            if token.pos_ == "NOUN" and token.lemma_.lower() in self._rules.people and _owner_name(token):
                self._of_bodies[token.lower_].add(_phrase(token))

    def _is_description(self, token: Token) -> bool:
        """Tell whether a word is the subject "the president", with no name beside it."""
        role = token.tag_ == "NN" and token.dep_ in SUBJECT and token.lemma_.lower() in self._rules.people
        definite = role and any(c.lower_ == "the" for c in children(token, "det"))
        return definite and not children(token, "appos")

    def _mentions_in(self, doc: Doc) -> Iterator[Mention]:
        for entity in doc.ents:
            if entity.label_ == "PERSON" or entity.label_ in _NAMES_OF_BODIES:
                yield self._mention(doc, entity)
        for token in doc:
            if not token.ent_type_ and token.pos_ == "PROPN" and self._names.is_known(token.text):
                yield self._mention(doc, doc[token.i : token.i + 1])

    def _mention(self, doc: Doc, entity: Span) -> Mention:
        head = entity.root
        climbed = head.head if head.dep_ in ("compound", "appos") and head.head.ent_type_ == "" else head
        words = name_words(entity, self._rules)
        is_person = self._names.is_person(words, entity.label_)
        return Mention(
            sentence=self._sentences[id(doc), entity.sent.start],
            at=self._starts[id(doc)] + entity.start_char,
            name=self.full_name(entity),
            is_person=is_person,
            is_body=not is_person and self._names.is_body(words),
            is_place=entity.label_ in ("GPE", "LOC"),
            is_subject=any(t.dep_ in SUBJECT for t in (head, climbed, _first_conjunct(head))),
            is_owner=head.dep_ == "poss",
            speaks=any(_is_speaking(t) for t in (head, climbed)),
            titles=tuple(titles_of(entity, self._rules)) if is_person else (),
        )

    def full_name(self, entity: Span) -> str:
        """Return the one full name of a person in the report that this name stands for, else the name as it stands."""
        words = name_words(entity, self._rules)
        return self._names.full(words) or " ".join(words) or entity.text

    def is_person(self, name: str, who: Token) -> bool:
        """Tell whether a resolved speaker is a person, as named in the report or by the noun that stands for them."""
        by_name = {m.is_person for m in self._mentions if m.name == name}
        return True in by_name or (not by_name and who.lemma_.lower() in self._rules.people)

    def place(self, token: Token) -> int:
        """Return where a word of the report stands in its text."""
        return self._starts[id(token.doc)] + token.idx

    def resolve(self, head: Token, at: int) -> Named | None:
        """Return whom a speaker's head word stands for; null where it is not sure.

        Args:
            head: the head of the speaker's noun phrase.
            at: its place in the text.
        """
        if head.lower_ in HE:
            return self._pronoun(head, at, is_person=True)
        if head.lower_ in _IT:
            return self._pronoun(head, at, is_person=False)
        if head.pos_ == "PRON":
            return None
        spoken_for = self._spoken_for(head, at)
        if spoken_for is not None:
            return spoken_for
        person = _entity_in(head, ("PERSON",))
        if person is not None:
            return Named(self.full_name(person))
        body = _entity_in(head, _NAMES_OF_BODIES) if head.ent_type_ else None
        if body is not None and head.pos_ == "PROPN":
            return Named(self._last_name(body) or _without_article(_entity_words(body)))
        return self._described(head, at)

    def _last_name(self, entity: Span) -> str | None:
        """Return the person's full name where the tagger took a single word of it for a body."""
        return self._names.full(name_words(entity, self._rules))

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
        body = self.resolve(owner, at)
        name = body.name if body is not None else _phrase(owner)
        return Named(name, via=_short(head))

    def _described(self, head: Token, at: int) -> Named | None:
        """Resolve "the minister", "the ministry's report", "the company"."""
        words = _phrase(head)
        is_definite = any(c.lower_ in ("the", "that", "this") for c in children(head, "det"))
        lemma = head.lemma_.lower()
        owned = self._owner_of(head, at) if lemma in self._rules.documents else None
        if owned is not None:
            return owned
        if is_definite or (head.pos_ == "PROPN" and lemma in self._rules.people):
            named = self._by_title(head) or self._by_noun(head, at)
            if named is not None:
                return named
        fuller = self._of_bodies.get(head.lower_, set())
        if words.lower() in (head.lower_, f"the {head.lower_}") and len(fuller) == 1:
            return Named(next(iter(fuller)))
        return Named(words)

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

    def _by_title(self, head: Token) -> Named | None:
        if title_in(head, self._rules) is None:
            return None
        found = self._bearer(head)
        if found is not None or head.lemma_.lower() in self._rules.unnamed:
            return found
        return self._only_person_near(head)

    def _bearer(self, head: Token) -> Named | None:
        """Return the one person in the report who bears the title of a description."""
        wanted = title_in(head, self._rules)
        known = ((m.name, title) for m in self._mentions for title in m.titles)
        found = bearer(wanted, known) if wanted is not None else None
        return Named(found) if found is not None else None

    def _only_person_near(self, head: Token) -> Named | None:
        """Resolve "the founder of the fund" to the only person named just before, if no other title is told of them."""
        here = self._sentences.get((id(head.doc), head.sent.start), 0)
        near = {m.name for m in self._before(self.place(head), here, _LOOK_BACK) if m.is_person}
        titled = any(m.titles for m in self._mentions if m.name in near)
        return Named(next(iter(near))) if len(near) == 1 and not titled and head.tag_ == "NN" else None

    def _by_noun(self, head: Token, at: int) -> Named | None:
        """Resolve "the company", and "the ministry" where one name has that word."""
        lemma = head.lemma_.lower()
        if lemma not in self._rules.bodies or head.tag_ in ("NNS", "NNPS"):
            return None
        bare = not children(head, "prep", "poss")
        holding = {m.name for m in self._mentions if not m.is_person and lemma in m.name.lower().split()}
        if len(holding) == 1 and bare and lemma not in _FIRMS:
            return Named(next(iter(holding)))
        return self._pronoun(head, at, is_person=False, bare_names=True) if lemma in _FIRMS and bare else None

    def _pronoun(self, head: Token, at: int, *, is_person: bool, bare_names: bool = False) -> Named | None:
        """Return the antecedent with the highest score, if it leads by the margin.

        ``bare_names`` leaves out names with an article and of one or two letters, which no company has.

        A mention counts the more the nearer it is, the more often it is the subject, and the more often the report
        has named it so far.
        """
        here = self._sentences.get((id(head.doc), head.sent.start), 0)
        scores: dict[str, float] = {}
        back = _LOOK_BACK_FOR_FIRMS if bare_names else _LOOK_BACK
        for mention in self._before(at, here, back):
            if bare_names and (mention.name.lower().startswith("the ") or len(mention.name) < _SHORTEST_NAME):
                continue
            is_body = mention.is_body or (mention.name in self._speaking and not mention.is_place)
            if is_person if mention.is_person else (is_body and not is_person):
                nearness = _NEAREST - min(here - mention.sentence, _LOOK_BACK)
                role = _SUBJECT if mention.is_subject else -_OWNER if mention.is_owner else 0.0
                scores[mention.name] = max(nearness + role, scores.get(mention.name, -9.0)) + _AGAIN
        if not is_person:
            scores = {name: found + _SPEAKS * (name in self._speaking) for name, found in scores.items()}
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        if not ranked:
            return None
        described = self._described_last(head, at, here) if is_person else None
        if described is not None:
            return self._bearer(described)
        margin = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
        return Named(ranked[0][0], margin=margin) if margin >= _MARGIN else None

    def _described_last(self, pronoun: Token, at: int, here: int) -> Token | None:
        """Return "the president" where that is a subject nearer to the pronoun than any person's name."""
        near = [m.at for m in self._before(at, here, _LOOK_BACK) if m.is_person]
        last = max(near, default=-1)
        between = [t for place, t in self._roles if last < place < at and t != pronoun]
        return between[-1] if between else None

    def _before(self, at: int, here: int, back: int) -> Iterator[Mention]:
        """Yield the mentions in the sentences just before a place, in the order of the text."""
        last = bisect_left(self._mentions, at, key=lambda m: m.at)
        first = bisect_left(self._mentions, here - back, key=lambda m: m.sentence)
        yield from self._mentions[first:last]


def _is_speaking(token: Token) -> bool:
    verb = token.head
    rules = forward(token.doc.lang_)
    lemma = verb.lemma_.lower()
    says = lemma in saying(token.doc.lang_).verbs or lemma in rules.plan or lemma in rules.promise
    return token.dep_ == "nsubj" and says


def _first_conjunct(token: Token) -> Token:
    """Return the first of several joined words, whose role they share."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def _owner_name(noun: Token) -> bool:
    """Tell whether a noun is bound to a named body: "NASA officials", "the ministry's spokesman"."""
    return any(c.ent_type_ in ("ORG", "GPE", "NORP") for c in children(noun, "compound", "poss", "amod", "nmod"))


def _entity_in(head: Token, labels: tuple[str, ...]) -> Span | None:
    """Return the entity that the head belongs to, or that stands beside it as an apposition."""
    doc = head.doc
    nearest = [head, *children(head, "appos")]
    for token in nearest:
        for entity in doc.ents:
            if entity.start <= token.i < entity.end and entity.label_ in labels:
                return entity
    return None


def _entity_words(entity: Span) -> str:
    return " ".join(entity.text.removesuffix("'s").removesuffix("’s").split())


def _phrase(head: Token) -> str:
    """Return a noun phrase as it stands, without what follows a comma."""
    start, end = noun_phrase(head)
    for preposition in children(head, "prep"):
        if preposition.idx > head.idx and any(t.ent_type_ in ("DATE", "TIME") for t in children(preposition, "pobj")):
            end = min(end, preposition.idx)
    words = " ".join(head.doc.text[start:end].split())
    return _without_article(words.split(",")[0].strip(" \"'"))


def _short(head: Token) -> str:
    return _phrase(head)[:80]


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.lower() in ("a", "an") and rest else words
