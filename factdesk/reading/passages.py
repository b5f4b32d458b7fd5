"""Sentences as matching sees them: named things, quantities, dates, content words and predicates."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from factdesk.model import Entity, Passage, Quantity, Span, TimeExpression
from factdesk.reading.entities import known_name
from factdesk.reading.furniture import overlaps
from factdesk.reading.pipeline import Parsed, has_model, parse_each
from factdesk.reading.plain import entities_in, words_of
from factdesk.reading.predicates import predicates
from factdesk.reading.quantities import quantities
from factdesk.reading.syntax import trim

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence

_NAMED = ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART", "LANGUAGE")
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM")
_ARTICLE = ("the", "a", "an")


def named(tokens: Sentence) -> tuple[Entity, ...]:
    """Return the named things of a stretch, each once, without article and genitive ending."""
    found: dict[Entity, None] = {}
    for entity in entities_in(tokens.doc, tokens.start, tokens.end):
        if entity.label_ in _NAMED:
            words = entity[1:] if len(entity) > 1 and entity[0].lower_ in _ARTICLE else entity
            text = words.text.removesuffix("'s").removesuffix("’s").strip(" '\"")
            if text:
                found[Entity(text, entity.label_, known_name(entity, text))] = None
    return tuple(found)


def between(times: Sequence[TimeExpression], start: int, end: int) -> tuple[TimeExpression, ...]:
    """Return the time expressions that begin in ``start..end``; ``times`` are in order."""
    first = bisect_left(times, start, key=lambda t: t.start)
    return tuple(times[first : bisect_left(times, end, lo=first, key=lambda t: t.start)])


def numbers(text: str, language: str, times: Sequence[TimeExpression], start: int, end: int) -> tuple[Quantity, ...]:
    """Return the quantities of ``text[start:end]`` that are no part of a date."""
    taken = between(times, start, end)
    found = []
    at = start
    for quantity in quantities(text[start:end], language):
        at = max(text.find(quantity.text, at), start)
        if not any(t.start <= at < t.end for t in taken):
            found.append(quantity)
        at += len(quantity.text)
    return tuple(found)


def lemmas(tokens: Sentence) -> tuple[str, ...]:
    """Return the lower-case lemmas of the content words."""
    words = words_of(tokens.doc)
    return tuple(
        words.lemma[i]
        for i in range(tokens.start, tokens.end)
        if words.pos[i] in _CONTENT
        and not (words.punct[i] or words.space[i])
        and (not words.stop[i] or words.pos[i] in ("NUM", "PROPN"))
    )


def passages(parsed: Parsed, times: Sequence[TimeExpression], furniture: tuple[Span, ...] = ()) -> tuple[Passage, ...]:
    """Return the sentences of a text in order, furniture marked as such."""
    found: list[Passage] = []
    for paragraph in parsed.paragraphs:
        found.extend(_passage(parsed, paragraph.start, sentence, times, furniture) for sentence in paragraph.doc.sents)
    return tuple(p for p in found if p.start < p.end)


def _passage(
    parsed: Parsed, offset: int, sentence: Sentence, times: Sequence[TimeExpression], furniture: tuple[Span, ...]
) -> Passage:
    start, end = trim(parsed.text, offset + sentence.start_char, offset + sentence.end_char, " \t\r\n\xa0")
    return Passage(
        start=start,
        end=end,
        text=parsed.text[start:end],
        entities=named(sentence),
        quantities=numbers(parsed.text, parsed.language, times, start, end),
        times=between(times, start, end),
        lemmas=lemmas(sentence),
        predicates=predicates(sentence, offset, parsed.language),
        is_furniture=overlaps(furniture, start, end),
    )


def analyse(
    texts: Sequence[str], language: str = "en", published: Sequence[date | None] | None = None
) -> tuple[Passage, ...]:
    """Return one passage for each text, whatever number of sentences it has.

    Args:
        texts: short texts, as a rule one sentence each.
        language: ISO 639-1 code; without a model for it a passage is its text alone.
        published: the day against which each text's relative dates are read; null for a text reads none.

    Raises:
        ValueError: ``published`` is given and not as long as ``texts``.
    """
    days = list(published) if published is not None else [None] * len(texts)
    if not has_model(language):
        return tuple(Passage(0, len(text), text) for text in texts)
    if len(days) != len(texts):
        raise ValueError(f"{len(texts)} texts, but {len(days)} days")
    parsed = parse_each(texts, language)
    return tuple(_whole(one, day) for one, day in zip(parsed, days, strict=True))


def _whole(parsed: Parsed, day: date | None) -> Passage:
    from factdesk.reading.times import times_of

    text, language = parsed.text, parsed.language
    times = times_of(parsed, day)
    docs = [(paragraph.start, paragraph.doc) for paragraph in parsed.paragraphs]
    return Passage(
        start=0,
        end=len(text),
        text=text,
        entities=tuple(dict.fromkeys(entity for _, doc in docs for entity in named(doc[:]))),
        quantities=numbers(text, language, times, 0, len(text)),
        times=times,
        lemmas=tuple(lemma for _, doc in docs for lemma in lemmas(doc[:])),
        predicates=tuple(p for start, doc in docs for s in doc.sents for p in predicates(s, start, language)),
    )
