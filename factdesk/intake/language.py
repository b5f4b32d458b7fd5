"""Which language a text is in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED = "und"
_ENOUGH_TEXT = 20_000
"""Characters looked at: more changes neither the answer nor its confidence, only the time."""
_ISO_639_1 = 2
"""Letters of a code. The languages with longer ones are near kin of larger ones and win only on scraps of text."""
_FEWEST_LETTERS = 20
_SHORT = 200
_SURE_IF_SHORT = 0.9
_SURE = 0.5


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the text's language, ``und`` where it cannot be told."""
    sample = text[:_ENOUGH_TEXT]
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST_LETTERS:
        return UNDETERMINED
    language, confidence = _identifier().classify(sample)
    needed = _SURE_IF_SHORT if letters < _SHORT else _SURE
    return str(language) if confidence >= needed else UNDETERMINED


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == _ISO_639_1])
    return identifier
