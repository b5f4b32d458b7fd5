"""Direct speech as a sentence that stands alone: the speaker's name before the words, or the sentence as it is."""

from __future__ import annotations

import re
from functools import cache

from factdesk.reading.assertions import Assertion
from factdesk.reading.rules import sentence_rules

_MARKS = '"“”«»'
_OPEN_END = re.compile(r"[\s,;]+(?:and|but|or|as well as|while|that)$")


def as_speech(words: str, speaker: str | None, assertion: Assertion, text: str, language: str) -> str:
    """Return direct speech: the whole sentence where it names its speaker, else the words behind the name."""
    whole = text[assertion.start : assertion.end]
    if _names_its_speaker(assertion, whole):
        return as_sentence(without_opening(whole, language))
    bare = _words_said(assertion, text) or words
    bare = capital(without_opening(bare.strip().strip(_MARKS + "'‘ ").rstrip(" ,"), language))
    bare = bare.replace("“", "‘").replace("”", "’")
    return as_sentence(f"{speaker}: “{bare}”") if speaker and bare else as_sentence(bare)


def _names_its_speaker(assertion: Assertion, whole: str) -> bool:
    said = assertion.said
    if said is None or said.cue is None or said.speaker is None or said.paragraph != assertion.number:
        return False
    cue = assertion.paragraph.start + said.cue[0]
    is_inside = assertion.start <= cue < assertion.end and said.speaker.pos_ != "PRON"
    return is_inside and whole.count('"') % 2 == 0 and whole.count("“") == whole.count("”")


def _words_said(assertion: Assertion, text: str) -> str:
    """Return what of the assertion's sentence is in the speaker's own words; empty where it is in several pieces."""
    said, offset = assertion.said, assertion.paragraph.start
    if said is None or not said.is_direct or said.paragraph != assertion.number:
        return ""
    pieces = [(max(offset + a, assertion.start), min(offset + b, assertion.end)) for a, b in said.contents]
    pieces = [(a, b) for a, b in pieces if b - a > 1]
    return text[pieces[0][0] : pieces[0][1]] if len(pieces) == 1 else ""


@cache
def _openings(language: str) -> re.Pattern[str]:
    words = "|".join(sorted(sentence_rules(language).openings, key=len)[::-1])
    # Without a comma only a conjunction is one: "Still, prices fell", but "Still water", "So far", "Then Mayor Kim".
    return re.compile(
        rf"(?:(?:{words}),\s+|(?:but|and|or|yet)\s+(?!also\b))(?=\S+\s+\S+\s+\S)|so (?=the |we |i |it |they )", re.I
    )


def without_opening(words: str, language: str) -> str:
    """Return words without the conjunction that ties them to the sentence before: "But Norway left"."""
    quote = words[:1] if words[:1] in _MARKS else ""
    body = words[len(quote) :]
    found = _openings(language).match(body)
    return quote + capital(body[found.end() :]) if found is not None else words


def as_sentence(words: str) -> str:
    """Begin with a capital, end with a full stop, white space made single."""
    out = " ".join(words.split()).strip(" ,;:–—-")
    out = _OPEN_END.sub("", out)
    if not out:
        return out
    if out[-1] not in ".!?" and not re.search(r"[.!?][\"”’')\]]+$", out):
        out += "."
    if out.count('"') % 2:
        out = out[:-1] if out.endswith('"') and not out.startswith('"') else out + '"'
    elif out.count("“") > out.count("”"):
        out += "”"
    elif out.count("”") > out.count("“"):
        out = out.replace("”", "")
    return capital(out)


def capital(words: str) -> str:
    """Return words with a capital at the beginning, inside an opening quotation mark too."""
    if words[:1] in _MARKS:
        return words[:1] + words[1:2].upper() + words[2:]
    return words[:1].upper() + words[1:]
