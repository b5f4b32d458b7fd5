"""The people, bodies and things that a report mentions, each where it stands, for pronouns to be led back to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from factdesk.reading.gender import PersonWords, person_words
from factdesk.reading.names import Names, name_words
from factdesk.reading.pipeline import Parsed
from factdesk.reading.plain import words_of
from factdesk.reading.quotemarks import Quoted, quoted
from factdesk.reading.rules import RoleRules, forward, roles, saying
from factdesk.reading.syntax import SUBJECT, children, noun_phrase
from factdesk.reading.titles import Title, bearer, title_in, titles_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

BODIES = ("ORG", "GPE", "NORP", "FAC", "PRODUCT")
_THINGS = ("LOC", "EVENT", "WORK_OF_ART", "LAW")
_COUNTED = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE")
_INSIDE = ("compound", "nmod", "amod", "npadvmod", "appos", "quantmod", "nummod")
"""What hangs so on another noun is a part of its phrase and no mention of its own."""
_DEFINITE = ("the", "that", "this", "these", "those")
_REACH = 12
"""Sentences behind a description in which the one it takes up is looked for."""
_MOST_WORDS = 8
_MOST_JOINED = 5
_ANY = "person"
"""The noun that takes up anybody who was described before, whatever by."""


class Role(StrEnum):
    """What a mention is in its clause."""

    SUBJECT = "subject"
    OBJECT = "object"
    OWNER = "owner"
    OBLIQUE = "oblique"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of somebody or something."""

    head: Token
    at: int
    """Its place in the report's text."""
    sentence: int
    """The number of its sentence in the report."""
    name: str
    """The full name, else the words of the description; mentions with one name are taken for one."""
    is_named: bool
    is_person: bool
    is_body: bool
    is_place: bool
    is_plural: bool
    gender: str
    """"f", "m", or empty where its words do not tell."""
    role: Role
    quote: int
    """Where the quoted stretch around it begins in the text, -1 outside quotation marks."""
    speaks: bool
    """It is the subject of a verb of saying or planning."""
    titles: tuple[Title, ...] = ()
    is_bare_firm: bool = False
    """It is "the company" or the like, with nothing that tells which."""
    is_people: bool = False
    """It names a people or a faith: "Bedouin"."""


class Mentions:
    """Every mention of a report, in the order of its text."""

    def __init__(self, parsed: Parsed) -> None:
        self.rules: RoleRules = roles(parsed.language)
        self.words: PersonWords = person_words(parsed.language)
        self.names = Names((p.doc for p in parsed.paragraphs), self.rules)
        self.starts = {id(p.doc): p.start for p in parsed.paragraphs}
        self._paragraphs = parsed.paragraphs
        self._quotes: dict[int, tuple[Quoted, ...]] = {}
        self._sentences: dict[int, tuple[int, list[int]]] = {}
        self.named: list[Mention] = []
        self.all: list[Mention] = []
        total = 0
        for paragraph in parsed.paragraphs:
            firsts = [first for first, _ in words_of(paragraph.doc).sentences]
            self._sentences[id(paragraph.doc)] = (total, firsts)
            self._quotes[id(paragraph.doc)] = quoted(parsed.text[paragraph.start : paragraph.end])
            total += len(firsts)
            self.named.extend(sorted(self._named_in(paragraph.doc), key=lambda m: m.at))
        self.sorts: dict[str, set[bool]] = {}
        """By name, whether its mentions are taken for a person."""
        self._names_at = {(id(m.head.doc), m.head.i): m.name for m in self.named}
        self._bodies_with: dict[str, set[str]] = {}
        for mention in self.named:
            self.sorts.setdefault(mention.name, set()).add(mention.is_person)
            for word in mention.name.lower().split() if not mention.is_person else ():
                self._bodies_with.setdefault(word, set()).add(mention.name)
        self.titles: dict[str, list[tuple[str, Title]]] = {}
        for mention in self.named:
            for title in mention.titles:
                self.titles.setdefault(title.noun, []).append((mention.name, title))
        described = [m for p in parsed.paragraphs for m in self._described_in(p.doc)]
        self.all = sorted((*self.named, *described), key=lambda m: m.at)
        self.keys = list(_keys(self.all))
        """One key for all mentions of one thing, in the order of ``all``."""
        earliest: dict[str, Mention] = {}
        self._taken_up: dict[tuple[int, int], Mention] = {}
        for key, mention in zip(self.keys, self.all, strict=True):
            self._taken_up[id(mention.head.doc), mention.head.i] = earliest.setdefault(key, mention)

    def place(self, token: Token) -> int:
        """Return where a word of the report stands in its text."""
        return self.starts[id(token.doc)] + token.idx

    def sentence(self, token: Token) -> int:
        """Return the number of a word's sentence in the report."""
        total, firsts = self._sentences[id(token.doc)]
        return total + bisect_right(firsts, token.i) - 1

    def quote(self, token: Token) -> int:
        """Return where the quoted stretch around a word begins in the text; -1 outside quotation marks."""
        for region in self._quotes[id(token.doc)]:
            if region.start <= token.idx < region.end:
                return self.starts[id(token.doc)] + region.start
        return -1

    def name_at(self, head: Token) -> str:
        """Return the name that a word is the head of; empty where it is none."""
        return self._names_at.get((id(head.doc), head.i), "")

    def quotes(self, paragraph: int) -> tuple[Quoted, ...]:
        """Return the quoted stretches of a paragraph, by its number."""
        return self._quotes[id(self._paragraphs[paragraph].doc)]

    def begins(self, paragraph: int) -> int:
        """Return where a paragraph begins in the text."""
        return self._paragraphs[paragraph].start

    def before(self, at: int, first: int) -> Iterator[Mention]:
        """Yield the named mentions before a place, from the sentence with this number on."""
        last = bisect_left(self.named, at, key=lambda m: m.at)
        yield from self.named[bisect_left(self.named, first, key=lambda m: m.sentence) : last]

    def around(self, at: int, reach: int) -> list[tuple[str, Mention]]:
        """Return the mentions within so many code points of a place, with their keys."""
        first = bisect_left(self.all, at - reach, key=lambda m: m.at)
        last = bisect_right(self.all, at + reach, key=lambda m: m.at)
        return list(zip(self.keys[first:last], self.all[first:last], strict=True))

    def holding(self, word: str) -> set[str]:
        """Return the names of bodies that have a word."""
        return self._bodies_with.get(word, set())

    def full_name(self, entity: Span) -> str:
        """Return the one full name of a person in the report that this name stands for, else the name as it stands."""
        words = name_words(entity, self.rules)
        return self.names.full(words) or " ".join(words) or entity.text

    def taken_up(self, head: Token) -> str | None:
        """Return the words of the first mention of whom a description takes up: "the person" of "a senior official"."""
        first = self._taken_up.get((id(head.doc), head.i))
        return first.name if first is not None and first.head != head else None

    def bearer(self, head: Token) -> str | None:
        """Return the one person in the report who bears the title of a description."""
        wanted = title_in(head, self.rules)
        return bearer(wanted, self.titles.get(wanted.noun, ())) if wanted is not None else None

    def _named_in(self, doc: Doc) -> Iterator[Mention]:
        for entity in doc.ents:
            if entity.label_ == "PERSON" or entity.label_ in (*BODIES, *_THINGS):
                yield self._of_entity(entity)
        words = words_of(doc)
        for i, pos in enumerate(words.pos):
            if pos == "PROPN" and not words.entity[i] and self._is_short_name(doc[i]):
                yield self._of_entity(doc[i : i + 1])

    def _is_short_name(self, token: Token) -> bool:
        """Tell whether a word that the tagger left out is one of the report's names, and no part of a longer one."""
        if token.ent_type_ or token.pos_ != "PROPN" or not self.names.is_known(token.text):
            return False
        before = token.doc[token.i - 1] if token.i > 0 else None
        return before is None or before.pos_ != "PROPN" or before.lower_.rstrip(".") in self.rules.honorifics

    def _of_entity(self, entity: Span) -> Mention:
        head = entity.root
        climbed = head.head if head.dep_ in ("compound", "appos") and head.head.ent_type_ == "" else head
        words = name_words(entity, self.rules)
        is_person = self.names.is_person(words, entity.label_)
        titles = tuple(titles_of(entity, self.rules)) if is_person else ()
        return Mention(
            head=head,
            at=self.starts[id(head.doc)] + entity.start_char,
            sentence=self.sentence(entity[0]),
            name=self.full_name(entity),
            is_named=True,
            is_person=is_person,
            is_body=not is_person and self.names.is_body(words),
            is_place=entity.label_ in ("GPE", "LOC"),
            is_plural=entity.label_ == "NORP" and head.tag_ in ("NNS", "NNPS"),
            gender=self._gender_of_name(entity, head, titles, words) if is_person else "",
            role=Role.SUBJECT if climbed.dep_ in SUBJECT else role_of(head),
            quote=self.quote(head),
            speaks=any(is_speaking(t) for t in (head, climbed)),
            titles=titles,
            is_people=entity.label_ == "NORP",
        )

    def _gender_of_name(self, entity: Span, head: Token, titles: tuple[Title, ...], words: list[str]) -> str:
        """Return what the title tells: "Mr Tan", "spokeswoman Kim Lee"; else the first name."""
        doc = head.doc
        near = [t.lower_.rstrip(".") for t in entity] + [t.noun for t in titles]
        if entity.start > 0:
            near.append(doc[entity.start - 1].lower_.rstrip("."))
        told = {self.words.gender_of_noun(word) for word in near} - {""}
        if len(told) == 1:
            return told.pop()
        full = (self.names.full(words) or " ".join(words)).split()
        return self.words.gender_of_name(full[0]) if len(full) > 1 or words != full else ""

    def _described_in(self, doc: Doc) -> Iterator[Mention]:
        """Yield what is mentioned without a name: "the minister", "two officials", "Kim and Lee"."""
        words = words_of(doc)
        for i, pos in enumerate(words.pos):
            if pos not in ("NOUN", "PROPN") or words.dep[i] == "npadvmod":
                continue
            token = doc[i]
            joined = _joined(token)
            if joined is not None:
                yield self._of_group(token, joined)
            if token.ent_type_ and token.ent_type_ in (*BODIES, *_THINGS, "PERSON"):
                continue
            if (
                (token.dep_ in _INSIDE and not self._is_spoken_for(token))
                or token.ent_type_ in _COUNTED
                or (token.pos_ == "PROPN" and token.ent_type_)
            ):
                continue
            if self._is_short_name(token):
                continue
            yield self._of_noun(token)

    def _of_noun(self, token: Token) -> Mention:
        lemma = token.lemma_.lower()
        is_person = lemma in self.rules.people or lemma in self.words.persons or token.lower_ in self.words.persons
        is_definite = any(c.lower_ in _DEFINITE for c in children(token, "det"))
        plural = token.tag_ in ("NNS", "NNPS")
        known = self.bearer(token) if is_person and is_definite and not plural else None
        return Mention(
            head=token,
            at=self.place(token),
            sentence=self.sentence(token),
            name=known or _words(token, token),
            is_named=known is not None,
            is_person=is_person,
            is_body=lemma in self.rules.bodies,
            is_place=False,
            is_plural=plural,
            gender=self.words.gender_of_noun(lemma) or self.words.gender_of_noun(token.lower_),
            role=role_of(token),
            quote=self.quote(token),
            speaks=is_speaking(token),
            is_bare_firm=lemma in self.rules.firms
            and (is_definite or self._is_spoken_for(token))
            and not (plural or children(token, "prep", "poss")),
        )

    def _is_spoken_for(self, token: Token) -> bool:
        """Tell whether a noun is the body in "a company spokesman"."""
        is_part = token.dep_ in ("compound", "nmod", "amod") and token.lemma_.lower() in self.rules.firms
        return is_part and token.head.lemma_.lower() in self.rules.spokes

    def _of_group(self, token: Token, joined: list[Token]) -> Mention:
        is_person = token.ent_type_ == "PERSON" or token.lemma_.lower() in self.rules.people
        return Mention(
            head=token,
            at=self.place(token),
            sentence=self.sentence(token),
            name=_words(token, joined[-1]),
            is_named=False,
            is_person=is_person,
            is_body=not is_person and token.ent_type_ in BODIES,
            is_place=False,
            is_plural=True,
            gender="",
            role=role_of(token),
            quote=self.quote(token),
            speaks=is_speaking(token),
        )


def _keys(mentions: list[Mention]) -> Iterator[str]:
    """Yield a key for each mention: the name, or that of the description before which this one takes up."""
    last_of: dict[tuple[str, bool], tuple[str, int]] = {}
    for number, mention in enumerate(mentions):
        if mention.is_named:
            yield mention.name
            continue
        noun = (mention.head.lemma_.lower(), mention.is_plural)
        key, sentence = last_of.get(noun, ("", -_REACH))
        repeats = any(c.lower_ in _DEFINITE for c in children(mention.head, "det"))
        if not key or not repeats or mention.sentence - sentence > _REACH:
            key = f"{mention.name}#{number}"
        last_of[noun] = (key, mention.sentence)
        if mention.is_person:
            last_of[_ANY, mention.is_plural] = (key, mention.sentence)
        yield key


def role_of(token: Token) -> Role:
    """Return the role of a word in its clause, that of the first of several joined words."""
    first = first_conjunct(token)
    if first.dep_ in SUBJECT:
        return Role.SUBJECT
    if first.dep_ in ("dobj", "dative", "attr", "oprd"):
        return Role.OBJECT
    if first.dep_ == "poss":
        return Role.OWNER
    return Role.OBLIQUE if first.dep_ == "pobj" else Role.OTHER


def first_conjunct(token: Token) -> Token:
    """Return the first of several joined words, whose role they share."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def phrase(head: Token) -> str:
    """Return a noun phrase as it stands, without what follows a comma, a date or "in a statement"."""
    start, end = noun_phrase(head)
    documents = roles(head.doc.lang_).documents
    for preposition in children(head, "prep"):
        objects = children(preposition, "pobj")
        is_aside = any(t.ent_type_ in ("DATE", "TIME") for t in objects)
        is_aside |= preposition.lower_ == "in" and any(t.lemma_.lower() in documents for t in objects)
        if preposition.idx > head.idx and is_aside:
            end = min(end, preposition.idx)
    after = max(0, head.idx + len(head) - start)
    words = words_of(head.doc).text[start:end]
    words = words[:after] + words[after:].split(", ")[0]
    return without_article(" ".join(words.split()).strip(" \"',"))


def without_article(words: str) -> str:
    """Return words without the indefinite article they begin with."""
    first, _, rest = words.partition(" ")
    return rest if first.lower() in ("a", "an") and rest else words


def _words(head: Token, last: Token) -> str:
    """Return the words of a description up to its last noun; long ones are cut, so that long lists cost little."""
    doc = head.doc
    start = max(head.left_edge.i, head.i - _MOST_WORDS)
    return without_article(doc[start : min(last.i, head.i + _MOST_WORDS) + 1].text.strip(" \"',"))


def _joined(token: Token) -> list[Token] | None:
    """Return the words joined to this one by "and"; null where it is the first of none or one of several itself."""
    if token.dep_ in ("conj", *_INSIDE) or not any(c.lower_ == "and" for c in children(token, "cc")):
        return None
    out: list[Token] = []
    node = token
    while len(out) < _MOST_JOINED:
        following = [c for c in children(node, "conj") if c.pos_ in ("NOUN", "PROPN")]
        if not following:
            break
        node = following[0]
        out.append(node)
    return out or None


def is_speaking(token: Token) -> bool:
    """Tell whether a word is the subject of a verb of saying or planning."""
    if token.dep_ != "nsubj":
        return False
    language = words_of(token.doc).language
    rules, lemma = forward(language), token.head.lemma_.lower()
    return lemma in saying(language).verbs or lemma in rules.plan or lemma in rules.promise
