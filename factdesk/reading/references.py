"""Words that stand for something told of elsewhere: what they stand for, where that is sure, and that it is not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from factdesk.model import EditRule
from factdesk.reading.assertions import Assertion
from factdesk.reading.plain import Words, words_of
from factdesk.reading.quotemarks import is_inside, quoted
from factdesk.reading.rules import forward, roles, saying, sentence_rules
from factdesk.reading.speakers import HE, Cast, Named
from factdesk.reading.syntax import SUBJECT, children, own_subject
from factdesk.reading.things import Things, is_bare, is_definite

if TYPE_CHECKING:
    from spacy.tokens import Token

_IT = ("it", "its")
_THEY = ("they", "them", "their")
_POINTING = ("this", "that", "these", "those")
_REFERRING = frozenset((*HE, *_IT, *_THEY, *_POINTING))
_SHE = ("she", "her")
_OWNING = ("his", "its", "their")
_HELPERS = {"'s be": "is", "'ll": "will", "'d": "would", "'re": "are", "'ve": "have"}
_NAME = re.compile(r"[^\W\d_][^\d:|/]*")
"""What a name looks like; captions and times of day are taken for people now and then."""
_PEOPLE = ("PERSON",)
_NO_BODY = ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY")


@dataclass(frozen=True, slots=True)
class Reference:
    """A word or phrase and what it stands for; offsets count from the paragraph's beginning."""

    start: int
    end: int
    name: str | None
    """Null where it is not sure."""
    rule: EditRule
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words that are kept of an assertion, with what they are read against."""

    assertion: Assertion
    start: int
    """In the paragraph, as is end."""
    end: int
    speaker: str | None
    cast: Cast
    things: Things


def references(stretch: Stretch) -> Iterator[Reference]:
    """Yield what stands for something that the kept words do not tell themselves, in their order.

    A person or thing that the words name before needs no name a second time.
    """
    named: set[str] = set()
    doc = stretch.assertion.paragraph.doc
    words = words_of(doc)
    marked = quoted(words.text)
    for i in _within(words, stretch.start, stretch.end):
        is_noun = words.pos[i] in ("NOUN", "PROPN") and words.dep[i] in SUBJECT
        if not (is_noun or words.lower[i] in _REFERRING) or is_inside(words.at[i], marked):
            continue
        token, found = doc[i], None
        if token.lower_ in (*HE, *_IT, *_THEY) and token.pos_ == "PRON":
            found = _pronoun(token, stretch, named)
            named.add(_sort(token))
        elif token.pos_ in ("NOUN", "PROPN") and token.dep_ in SUBJECT:
            found = _description(token, stretch)
        elif token.lower_ in _POINTING and token == own_subject(stretch.assertion.head) and token.dep_ in SUBJECT:
            found = Reference(token.idx, token.idx + len(token), None, EditRule.PRONOUN)
        if found is not None:
            yield found


def _within(words: Words, start: int, end: int) -> range:
    """Return the numbers of the words that begin in a stretch of the paragraph."""
    return range(bisect_left(words.at, start), bisect_left(words.at, end))


def reference(token: Token, stretch: Stretch) -> Reference | None:
    """Return what a subject outside the kept words stands for; null where it names itself."""
    if token.pos_ == "PRON":
        return named_pronoun(token, stretch)
    return _description(token, replace(stretch, start=0))


def _sort(token: Token) -> str:
    """One word for all pronouns that can stand for the same: "he" and "his"."""
    lower = token.lower_
    if lower in HE:
        return "she" if lower in _SHE else "he"
    return "it" if lower in _IT else "they" if lower in _THEY else lower


def _pronoun(token: Token, stretch: Stretch, named: set[str]) -> Reference | None:
    if _sort(token) in named or _is_empty(token) or children(token, "appos") or _is_named_here(token, stretch):
        return None
    return named_pronoun(token, stretch)


def named_pronoun(token: Token, stretch: Stretch) -> Reference | None:
    """Return what a pronoun stands for, with a null name where that is not sure; null where its words name it."""
    name, rule, margin = _spoken(token, stretch), EditRule.SPEAKER, None
    if name is None and _may_be_named(token, stretch):
        found = stretch.cast.resolve(token, stretch.cast.place(token))
        if found is not None and found.margin is not None and _is_name(found, token, stretch):
            name, rule, margin = found.name, EditRule.PRONOUN, found.margin
    if name is None or _NAME.fullmatch(name) is None:
        return Reference(token.idx, token.idx + len(token), None, EditRule.PRONOUN)
    if _is_in_words(name, token, stretch):
        return None
    name = name if token.lower_ in HE else stretch.things.with_article(name)
    helper = _joined_helper(token)
    end = token.idx + len(token) if helper is None else helper.idx + len(helper)
    words = _owned(name) if _is_owning(token) else name if helper is None else f"{name} {_HELPERS[_full(helper)]}"
    return Reference(token.idx, end, words, rule, margin)


def _is_name(found: Named, pronoun: Token, stretch: Stretch) -> bool:
    """Tell whether what a pronoun was led to is a name, for "he" and "she" that of a person."""
    is_fit = pronoun.lower_ not in HE or stretch.cast.is_person(found.name, pronoun)
    return found.is_name and is_fit and _NAME.fullmatch(found.name) is not None and not _may_be_speaker(found, stretch)


def _may_be_speaker(found: Named, stretch: Stretch) -> bool:
    """Tell whether somebody else than the person who speaks was found, who is as likely meant: "she said her party"."""
    said, name = stretch.assertion.said, stretch.speaker
    if said is None or said.speaker is None or name is None or stretch.assertion.head not in said.heads:
        return False
    is_same = found.name.split()[-1] == name.split()[-1]
    who = said.speaker
    is_people = who.pos_ == "NOUN" and who.lemma_.lower() in roles(who.doc.lang_).people
    is_one = who.tag_ not in ("NNS", "NNPS") and not children(who, "conj")
    is_body = who.ent_type_ in ("GPE", "NORP", "ORG") and not stretch.cast.is_person(name, who)
    return not is_same and is_one and not is_body and (is_people or who.pos_ in ("PROPN", "PRON"))


def _may_be_named(token: Token, stretch: Stretch) -> bool:
    """Tell whether a name may be looked for.

    Not for an object, by which another may be meant; not for "it" where no body need be meant; and not for the
    subject of what somebody says who may mean themselves.
    """
    if token.dep_ not in (*SUBJECT, "poss") or (token.lower_ == "it" and not _is_deed(token.head)):
        return False
    said = stretch.assertion.said
    is_first = token == own_subject(stretch.assertion.head) and said is not None and said.verb_class != "report"
    if said is None or said.speaker is None or not is_first:
        return True
    who, rules = said.speaker, roles(token.doc.lang_)
    is_person = _is_person(who, stretch) or who.lemma_.lower() in rules.people or who.lower_ in HE
    is_body = who.tag_ in ("NNS", "NNPS") or who.ent_type_ in ("GPE", "NORP") or who.lemma_.lower() in rules.bodies
    is_named = stretch.speaker is not None and stretch.cast.is_person(stretch.speaker, who)
    return (is_body and not is_person and not is_named) if token.lower_ in HE else is_person or is_named


def _is_deed(verb: Token) -> bool:
    """Tell whether only somebody can do what the verb says: say, promise, plan."""
    rules, lemma = forward(verb.doc.lang_), verb.lemma_.lower()
    says = lemma in saying(verb.doc.lang_).verbs or lemma in rules.plan or lemma in rules.promise
    return says and not children(verb, "nsubjpass")


def _joined_helper(token: Token) -> Token | None:
    """Return the verb written together with a pronoun, as in "he's"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    is_joined = after is not None and after.idx == token.idx + len(token)
    return after if is_joined and after is not None and _full(after) in _HELPERS else None


def _full(helper: Token) -> str:
    """Return a short verb, and "'s" and "'d" with what they are short for: before a participle that is not sure."""
    lower = helper.lower_
    if lower not in ("'s", "'d"):
        return lower
    return "" if helper.head.tag_ == "VBN" else "'s be" if lower == "'s" else "'d"


def _is_owning(token: Token) -> bool:
    return token.lower_ in _OWNING or (token.lower_ == "her" and token.dep_ == "poss")


def _owned(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _is_in_words(name: str, token: Token, stretch: Stretch) -> bool:
    """Tell whether the name stands in the kept words already, before what stands for it."""
    before = words_of(token.doc).text[stretch.start : token.idx].lower()
    return name.split()[-1].lower() in before


def _spoken(token: Token, stretch: Stretch) -> str | None:
    """Return the speaker for the subject of what they say of themselves: "she said she would go"."""
    said = stretch.assertion.said
    if said is None or said.speaker is None or said.cue is None or stretch.speaker is None:
        return None
    head = stretch.assertion.head
    is_first = token == own_subject(head) and head in said.heads and said.cue[0] < token.idx
    if not is_first or said.verb_class == "report":
        return None
    if not _can_be(token, said.speaker, stretch):
        return None
    is_told = said.speaker.pos_ == "NOUN"
    return _phrase_of(said.speaker, token, stretch) if is_told else stretch.speaker


def _phrase_of(noun: Token, pronoun: Token, stretch: Stretch) -> str | None:
    """Return the name of a speaker told by a noun, else the noun's own phrase.

    Null where that names another person too, who may be meant: "a lawyer for Musk said he would pay".
    """
    name = stretch.speaker or ""
    if noun.lower_ not in name.lower().split():
        return name
    is_other = pronoun.lower_ in HE and any(_is_person(t, stretch) for t in noun.subtree if t != noun)
    article = next((c.text for c in children(noun, "det") if not name.lower().startswith(f"{c.lower_} ")), "")
    return None if is_other else f"{article} {name}".strip()


def _can_be(pronoun: Token, who: Token, stretch: Stretch) -> bool:
    """Tell whether a pronoun can stand for the one who speaks: in number, and as a person or a body."""
    is_many = who.tag_ in ("NNS", "NNPS") or bool(children(who, "conj")) or who.lower_ in _THEY
    if pronoun.lower_ in _THEY or is_many:
        return False
    if who.pos_ == "PRON":
        return (who.lower_ in HE) == (pronoun.lower_ in HE)
    is_person = stretch.cast.is_person(stretch.speaker or "", who)
    return is_person or _is_person(who, stretch) if pronoun.lower_ in HE else not is_person


def _is_person(token: Token, stretch: Stretch) -> bool:
    """Tell whether a word is, or ends, the name of a person in this report."""
    return token.ent_type_ in _PEOPLE or (token.pos_ == "PROPN" and stretch.things.is_last_name(token.text))


def _is_empty(it: Token) -> bool:
    """Tell whether "it" may well stand for nothing or for a whole sentence: "it may take years", "it is clear that"."""
    if it.lower_ != "it" or it.dep_ not in (*SUBJECT, "expl"):
        return it.dep_ == "expl"
    verb = it.head
    passive = it.dep_ == "nsubjpass"
    clause = [c for c in children(verb, "ccomp", "csubj", "advcl", "csubjpass") if not _is_reason(c)]
    that = any(c.lower_ == "that" for x in clause for c in x.children)
    expletive = verb.lemma_.lower() in sentence_rules(it.doc.lang_).expletive
    return expletive or (passive and bool(clause)) or (that and passive)


def _is_reason(clause: Token) -> bool:
    """Tell "it was fined because it lied" from "it was hoped that"."""
    return clause.dep_ == "advcl" and any(c.lower_ != "that" for c in children(clause, "mark", "advmod"))


def _is_named_here(token: Token, stretch: Stretch) -> bool:
    """Tell whether the kept words name what a pronoun can stand for, before it or as the subject of its clause."""
    doc = token.doc
    before = [doc[i] for i in _within(words_of(doc), stretch.start, token.idx)]
    after = own_subject(stretch.assertion.head)
    before += [after] if after is not None and token.idx < after.idx < stretch.end else []
    is_he = token.lower_ in HE
    return any(_can_stand_for(token, t) or (is_he and stretch.things.is_last_name(t.text)) for t in before)


def _can_stand_for(pronoun: Token, noun: Token) -> bool:
    """Tell whether a noun may be what a pronoun stands for, by its kind and number.

    A name that is a subject may be anybody's, since names are taken for those of other sorts now and then.
    """
    if noun.pos_ not in ("NOUN", "PROPN") or noun.ent_type_ in _NO_BODY or noun.dep_ in ("compound", "npadvmod"):
        return False
    lower, label = pronoun.lower_, noun.ent_type_
    is_person = label in _PEOPLE or noun.lemma_.lower() in roles(noun.doc.lang_).people
    is_many = noun.tag_ in ("NNS", "NNPS") or bool(children(noun, "conj"))
    is_unsure = noun.pos_ == "PROPN" and (not label or (noun.dep_ in SUBJECT and label not in ("GPE", "NORP")))
    if lower in _THEY:
        return is_many or is_person or label in ("ORG", "NORP", "GPE") or lower == "their"
    if lower in HE:
        return (is_person or is_unsure) and not is_many
    return label in ("ORG", "NORP", "GPE", "PRODUCT") or ((is_unsure or not is_person) and not is_many)


def _description(noun: Token, stretch: Stretch) -> Reference | None:
    """Read "the minister", "the company", "the deal" as the subject of a clause."""
    if not is_definite(noun) or not is_bare(noun) or _is_told_here(noun, stretch):
        return None
    start, end = children(noun, "det")[0].idx, noun.idx + len(noun)
    rules, lemma = roles(noun.doc.lang_), noun.lemma_.lower()
    if start < stretch.start:
        return None
    if lemma in rules.people or lemma in rules.bodies:
        name, margin = _bearer(noun, stretch)
        is_open = lemma in sentence_rules(noun.doc.lang_).hanging
    else:
        found = stretch.things.antecedent(noun, stretch.cast.place(noun))
        name, margin = found if found is not None else (None, None)
        is_open = lemma in sentence_rules(noun.doc.lang_).alike and stretch.things.was_told(
            noun, stretch.cast.place(noun)
        )
    if name is not None and _is_in_words(name, noun, stretch):
        return None
    return Reference(start, end, name, EditRule.DESCRIPTION, margin) if name is not None or is_open else None


def _bearer(noun: Token, stretch: Stretch) -> tuple[str | None, float | None]:
    """Return the name of "the minister" or "the company", where it is sure.

    Nobody speaks of themselves as "the minister"; many are called by one name in the singular.
    """
    found = stretch.cast.resolve(noun, stretch.cast.place(noun))
    if (
        found is None
        or found.via is not None
        or not found.is_name
        or noun.tag_ != "NN"
        or not _NAME.fullmatch(found.name)
    ):
        return None, None
    is_person = noun.lemma_.lower() in roles(noun.doc.lang_).people
    if is_person and (found.name == stretch.speaker or not stretch.cast.is_person(found.name, noun)):
        return None, None
    if not is_person and not stretch.things.is_body(found.name):
        return None, None
    name = found.name if is_person else stretch.things.with_article(found.name)
    # No company goes by a name with an article, as the Pentagon does.
    is_led = name.lower().startswith("the ") and noun.lemma_.lower() in sentence_rules(noun.doc.lang_).hanging
    return (None, None) if is_led or noun.lower_ in found.name.lower().split() else (name, found.margin)


def _is_told_here(noun: Token, stretch: Stretch) -> bool:
    """Tell whether the kept words tell themselves, before, which one is meant."""
    lemma, rules = noun.lemma_.lower(), roles(noun.doc.lang_)
    words = words_of(noun.doc)
    for i in _within(words, stretch.start, noun.idx):
        if words.pos[i] not in ("NOUN", "PROPN"):
            continue
        token = noun.doc[i]
        is_named = token.pos_ == "PROPN" and token.ent_type_ not in _NO_BODY
        is_person = token.ent_type_ in _PEOPLE
        is_body = token.ent_type_ in ("ORG", "GPE", "NORP") or (is_named and token.dep_ in SUBJECT)
        if (
            token.lemma_.lower() == lemma
            or (is_person and lemma in rules.people)
            or (is_body and lemma in rules.bodies)
        ):
            return True
    return False
