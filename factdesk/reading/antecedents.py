"""What he, she, they, it and "the company" stand for: every one led back to a mention before it, or left open.

A linear model in the manner of Lappin and Leass's salience (1994), its weights fitted on annotated news by
``scripts/fit_pronouns.py``. The report is gone through once, from front to back; a pronoun that has been led back is
itself a mention of its antecedent for those that follow.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from factdesk.reading.clues import clues, clues_of_none, is_below
from factdesk.reading.mentions import Mention, Mentions, Role, is_speaking, role_of
from factdesk.reading.pipeline import Parsed
from factdesk.reading.plain import words_of
from factdesk.reading.rules import load
from factdesk.reading.syntax import children

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

Clues = Mapping[str, Mapping[str, float]]
"""The clues of each candidate, by its key."""
NONE = ""
"""The key of what is not mentioned, or of an "it" that stands for nothing."""
_REACH = {"person": 8, "they": 4, "it": 4, "body": 12}
"""Sentences back in which an antecedent is looked for."""
_MOST = 24
"""So many of the antecedents last mentioned are weighed."""
_SURE_OF_GENDER = 0.9
_WORDS_SAID = 400
"""Code points before and after a verb of saying in which its words are looked through for names."""
_SHORTEST_NAME = 3
"""Code points; no company's name is shorter."""


class Form(StrEnum):
    """Which model weighs the antecedents."""

    PERSON = "person"
    THEY = "they"
    IT = "it"
    BODY = "body"


FORMS = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers"), Form.PERSON),
    **dict.fromkeys(("they", "them", "their", "theirs"), Form.THEY),
    **dict.fromkeys(("it", "its"), Form.IT),
}
_FEMALE = ("she", "her", "hers")


@dataclass(slots=True)
class Known:
    """Somebody or something mentioned so far."""

    key: str
    first: Mention
    last: Mention
    count: int = 1
    gender: str = ""
    speaks: bool = False
    pronoun_last: bool = False
    """Its last mention is a pronoun."""
    subject_of: int = -1
    """The sentence in which it last was the subject."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun or description that is to be led back."""

    token: Token
    at: int
    sentence: int
    form: Form
    gender: str
    role: Role
    quote: int
    said_by: str
    """Who speaks the quoted stretch around it, as far as it is known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The antecedent that scored best."""

    key: str
    mention: Mention | None
    """Null where it most probably stands for nothing that is mentioned."""
    probability: float
    margin: float
    """By how much more probable it is than the next best, 0 to 1."""
    is_sure: bool
    """The margin is wide enough to answer."""


@dataclass(frozen=True, slots=True)
class Model:
    """The coefficients of one form."""

    weights: Mapping[str, float]
    least: float
    """The least margin at which an antecedent is told."""

    def score(self, found: Mapping[str, float]) -> float:
        """Return the logit of an antecedent with these clues."""
        known = self.weights.get
        return sum([known(name, 0.0) * value for name, value in found.items() if value])


def models(language: str) -> dict[Form, Model]:
    """Return the coefficients of a language."""
    data = load(language, "pronoun_weights")
    return {form: Model(data[form.value]["weights"], data[form.value]["least"]) for form in Form}


class Antecedents:
    """The antecedents of a report's pronouns."""

    def __init__(
        self,
        parsed: Parsed,
        mentions: Mentions,
        voices: Mapping[int, Token],
        coefficients: Mapping[Form, Model],
        told: Callable[[Anaphor, Clues, Choice], str] | None = None,
    ) -> None:
        """Go through a report.

        Args:
            parsed: the report.
            mentions: its mentions.
            voices: the head of the speaker of a quoted stretch, by where it begins.
            coefficients: the model of each form.
            told: for fitting: is shown every anaphor with the clues of its candidates, and says which one to take.
        """
        self._mentions, self._voices = mentions, voices
        self._models, self._told = coefficients, told
        self._known: OrderedDict[str, Known] = OrderedDict()
        self.choices: dict[tuple[int, int], Choice] = {}
        anaphors = list(_anaphors(parsed))
        todo = [(mention.at, False, number) for number, mention in enumerate(mentions.all)]
        todo += [(mentions.place(token), True, number) for number, token in enumerate(anaphors)]
        for _, is_anaphor, number in sorted(todo):
            if is_anaphor:
                self._resolve(anaphors[number], _form(anaphors[number]))
            elif not (mentions.all[number].is_bare_firm and self._resolve(mentions.all[number].head, Form.BODY)):
                self._note(mentions.keys[number], mentions.all[number], is_pronoun=False)

    def choice(self, token: Token) -> Choice | None:
        """Return what was found for a pronoun; null where the word is none."""
        return self.choices.get((id(token.doc), token.i))

    def _note(self, key: str, mention: Mention, *, is_pronoun: bool) -> None:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Known(key, mention, mention, count=0)
        known.last = mention
        known.count += 1
        known.pronoun_last = is_pronoun
        known.speaks |= mention.speaks
        known.gender = known.gender or mention.gender
        if mention.role is Role.SUBJECT:
            known.subject_of = mention.sentence
        self._known.move_to_end(key)

    def _voice(self, quote: int) -> str:
        """Return the name of the speaker of a quoted stretch; empty where it is not told by name."""
        head = self._voices.get(quote)
        if head is None:
            return ""
        near = (head, *children(head, "appos"))
        return next((name for t in near if (name := self._mentions.name_at(t))), "")

    def _resolve(self, token: Token, form: Form) -> bool:
        """Lead a pronoun or description back, and tell whether it is now a mention of what it stands for."""
        mentions = self._mentions
        quote = mentions.quote(token)
        gender = "" if form is not Form.PERSON else "f" if token.lower_ in _FEMALE else "m"
        anaphor = Anaphor(
            token=token,
            at=mentions.place(token),
            sentence=mentions.sentence(token),
            form=form,
            gender=gender,
            role=role_of(token),
            quote=quote,
            said_by=self._voice(quote),
        )
        candidates = list(self._candidates(anaphor))
        told_of = self._told_of(anaphor)
        weighed = ((k.key, clues(anaphor, k, rank)) for rank, k in enumerate(candidates) if k.key not in told_of)
        found = {key: clue for key, clue in weighed if clue is not None} | {NONE: clues_of_none(anaphor)}
        choice = self._best(anaphor, found)
        self.choices[id(token.doc), token.i] = choice
        key = self._told(anaphor, found, choice) if self._told is not None else choice.key
        is_taken = bool(key) and (form is not Form.BODY or choice.is_sure or self._told is not None)
        if is_taken:
            self._take_up(key, anaphor, choice)
        return is_taken

    def _told_of(self, anaphor: Anaphor) -> set[str]:
        """Return whom a pronoun's own words name: "he said Kim would go" is not said by Kim."""
        contents = children(anaphor.token.head, "ccomp") if is_speaking(anaphor.token) else []
        if not contents:
            return set()
        near = [(key, m) for key, m in self._mentions.around(anaphor.at, _WORDS_SAID) if m.is_named]
        return {key for key, m in near if m.head.pos_ == "PROPN" and any(is_below(m.head, c) for c in contents)}

    def _candidates(self, anaphor: Anaphor) -> Iterator[Known]:
        """Yield what was mentioned in reach, the last first."""
        reach = _REACH[anaphor.form.value]
        count = 0
        for key in reversed(self._known):
            known = self._known[key]
            if anaphor.sentence - known.last.sentence > reach or count >= _MOST:
                return
            if fits(anaphor, known):
                count += 1
                yield known

    def _best(self, anaphor: Anaphor, found: Mapping[str, Mapping[str, float]]) -> Choice:
        model = self._models[anaphor.form]
        logits = {key: model.score(clue) for key, clue in found.items()}
        highest = max(logits.values())
        total = sum(math.exp(value - highest) for value in logits.values())
        ranked = sorted(((math.exp(v - highest) / total, key) for key, v in logits.items()), reverse=True)
        probability, key = ranked[0]
        margin = probability - (ranked[1][0] if len(ranked) > 1 else 0.0)
        mention = self._known[key].last if key else None
        return Choice(key, mention, probability, margin, bool(key) and margin >= model.least)

    def _take_up(self, key: str, anaphor: Anaphor, choice: Choice) -> None:
        known = self._known[key]
        before = known.last
        mention = Mention(
            head=anaphor.token,
            at=anaphor.at,
            sentence=anaphor.sentence,
            name=before.name,
            is_named=before.is_named,
            is_person=before.is_person,
            is_body=before.is_body,
            is_place=before.is_place,
            is_plural=before.is_plural,
            is_people=before.is_people,
            gender=anaphor.gender if choice.probability >= _SURE_OF_GENDER else "",
            role=anaphor.role,
            quote=anaphor.quote,
            speaks=False,
        )
        self._note(key, mention, is_pronoun=True)


def _form(token: Token) -> Form:
    """Return the form of a pronoun; an "it" that says or plans something is a body."""
    form = FORMS[token.lower_]
    return Form.BODY if form is Form.IT and _is_body(token) else form


def _is_body(token: Token) -> bool:
    """Tell "it plans to go" and "its goal is to go" from "it is late", "it rose, and it looks to rise"."""
    if token.dep_ == "poss":
        verb = token.head.head
        return token.head.dep_ == "nsubj" and verb.lemma_ == "be" and bool(children(verb, "xcomp"))
    before = token.doc[token.sent.start : token.i]
    return is_speaking(token) and not any(t.lower_ in ("it", "its") for t in before)


def _anaphors(parsed: Parsed) -> Iterator[Token]:
    for paragraph in parsed.paragraphs:
        words = words_of(paragraph.doc)
        for i, lower in enumerate(words.lower):
            if lower in FORMS and words.pos[i] in ("PRON", "DET"):
                yield paragraph.doc[i]


def fits(anaphor: Anaphor, known: Known) -> bool:
    """Tell whether number, animacy and gender allow an antecedent."""
    last = known.last
    if anaphor.form is Form.PERSON:
        same = not known.gender or known.gender == anaphor.gender
        return last.is_person and not last.is_plural and same
    if anaphor.form is Form.THEY:
        return last.is_plural or not last.is_person
    if anaphor.form is Form.BODY:
        return _can_be_body(anaphor, known)
    return not last.is_plural and not last.is_person


def _can_be_body(anaphor: Anaphor, known: Known) -> bool:
    """Tell whether "it" or "the company" can stand for something.

    "It" may be a body without a name, "the company" is none whose name has an article.
    """
    last = known.last
    if last.is_person or last.is_plural:
        return False
    is_named_body = last.is_named and ((last.is_body and not last.is_people) or (known.speaks and not last.is_place))
    if anaphor.token.pos_ == "PRON":
        return is_named_body or last.is_body
    return is_named_body and len(last.name) >= _SHORTEST_NAME and not last.name.lower().startswith("the ")
