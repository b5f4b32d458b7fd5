"""Claims handed in by a person or a manifest: found in the report, what is missing read from the words."""

from __future__ import annotations

import re
from datetime import date

from factdesk.model import ClaimDraft, Due, EditRule, GivenClaim, Kind, Reading, Span, Wording
from factdesk.model.wording import brought_to, in_force
from factdesk.reading.ahead import Ahead, find_ahead
from factdesk.reading.assertions import Assertion, assertions
from factdesk.reading.attribution import find_said
from factdesk.reading.claims import Context, candidate, weighed
from factdesk.reading.pipeline import has_model, parse
from factdesk.reading.report import context_of
from factdesk.reading.rules import forward
from factdesk.reading.times import due_in_words, times_of

_ALIKE = {
    "'": "['‘’`´]",
    "‘": "['‘’`´]",
    "’": "['‘’`´]",
    '"': "(?:[\"“”„«»]|''|``)",
    "“": "(?:[\"“”„«»]|''|``)",
    "”": "(?:[\"“”„«»]|''|``)",
    "-": "[-‐‑–—]",
    "–": "[-‐‑–—]",
    "—": "[-‐‑–—]",
    "…": r"(?:…|\.\.\.)",
}


def locate(quote: str, text: str) -> Span | None:
    """Find a quote in a text: exactly, else with other white space, quotation marks and dashes; null if not there."""
    at = text.find(quote)
    if quote and at >= 0:
        return Span(at, at + len(quote), quote)
    words = quote.strip().strip("\"“”‘’'").split()
    if not words:
        return None
    pattern = r"\s+".join("".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in words)
    found = re.search(pattern, text) or re.search(pattern, text, re.IGNORECASE)
    return Span(found.start(), found.end(), found.group()) if found is not None else None


def draft_given(
    given: GivenClaim,
    text: str,
    *,
    reading: Reading | None,
    published: date | None,
    language: str,
    country: str,
    by: str,
) -> ClaimDraft | None:
    """Return the claim a person handed in, what they left out read from the passage; null if the quote is not there.

    Args:
        given: what the person wrote.
        text: the report's text.
        reading: the report's reading, if it was read; a claim in it at the same place lends what it has.
        published: against which due words are read.
        language: ISO 639-1 code.
        country: ISO 3166-1 code, for holidays.
        by: the person's name, or what handed it in.
    """
    place = locate(given.quote, text)
    if place is None:
        return None
    read = _read(place, text, published, language, country) if has_model(language) else None
    read = read or _nearest(reading, place)
    due = _due(given, read, published, language, country)
    kind = given.kind or (read.kind if read is not None else Kind.STATEMENT)
    if given.kind is None and kind is Kind.STATEMENT and given.due_words:
        kind = Kind.EVENT
    plain = " ".join(place.text.split())
    text, wording = _worded(given.text or (read.text if read is not None else plain), place, read)
    return ClaimDraft(
        start=place.start,
        end=place.end,
        quote=place.text,
        text=text,
        speaker=given.speaker or (read.speaker if read is not None else None),
        via=read.via if read is not None and given.speaker is None else None,
        kind=kind,
        due=due,
        entities=read.entities if read is not None else (),
        quantities=read.quantities if read is not None else (),
        score=1.0,
        proposed_by=by,
        wording=wording,
    )


def _worded(text: str, place: Span, read: ClaimDraft | None) -> tuple[str, Wording]:
    """Return the sentence with how it came out of the quote: by the reader's edits and by those of the person."""
    is_same_place = read is not None and (read.start, read.end) == (place.start, place.end)
    made = read.wording if read is not None and is_same_place else None
    if made is None:
        return text, Wording(brought_to(place.text, place.start, (), text, EditRule.HAND))
    return text, in_force(place.text, place.start, made, text)


def _due(given: GivenClaim, read: ClaimDraft | None, published: date | None, language: str, country: str) -> Due | None:
    if given.due_words and published is not None and has_model(language):
        return due_in_words(given.due_words, published, language, country)
    return read.due if read is not None else None


def _nearest(reading: Reading | None, place: Span) -> ClaimDraft | None:
    """Return the claim of the reading that shares most of the quote's place."""
    claims = reading.claims if reading is not None else ()
    shared = [(min(c.end, place.end) - max(c.start, place.start), c) for c in claims]
    best = max(shared, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] * 2 > place.end - place.start else None


def _read(place: Span, text: str, published: date | None, language: str, country: str) -> ClaimDraft | None:
    """Read the quote as one assertion within its report, so that speaker and names are those of the report."""
    parsed = parse(text, language)
    times = times_of(parsed, published, country)
    context = context_of(parsed, times, published, "")
    around = [a for a in assertions(parsed, find_said(parsed), ()) if a.start < place.end and place.start < a.end]
    if not around:
        return None
    best = max(around, key=lambda a: min(a.end, place.end) - max(a.start, place.start))
    return candidate(weighed(_narrowed(best, place, context), context), context).draft


def _narrowed(assertion: Assertion, place: Span, context: Context) -> Assertion:
    """Put the person's span in place of the assertion's own; look for what lies ahead within it first."""
    offset = assertion.paragraph.start
    language = context.parsed.language
    ahead: Ahead | None = assertion.ahead
    if ahead is None or not place.start <= offset + ahead.action.idx < place.end:
        inside = [t for t in assertion.sentence if place.start <= offset + t.idx < place.end]
        found = [a for t in inside for a in find_ahead(t, forward(language), language) if a.action in inside]
        ahead = found[0] if found else ahead
    return Assertion(
        assertion.paragraph,
        assertion.number,
        assertion.sentence,
        place.start,
        place.end,
        assertion.head,
        ahead,
        assertion.said,
        assertion.outer,
        assertion.is_part,
    )
