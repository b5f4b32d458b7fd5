"""A whole report read: passages, quotes, dates, claims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factdesk.model import Attribution, ClaimDraft, Reading, Span, TimeExpression
from factdesk.reading.acts import is_enough
from factdesk.reading.attribution import Said, find_said
from factdesk.reading.basic import quotes_unparsed, read_unparsed
from factdesk.reading.claims import READER, Context, candidates
from factdesk.reading.furniture import furniture
from factdesk.reading.gist import gist_of
from factdesk.reading.passages import passages
from factdesk.reading.pipeline import Parsed, has_model, parse
from factdesk.reading.repeats import without_repeats
from factdesk.reading.rules import roles
from factdesk.reading.score import weights
from factdesk.reading.speakers import Cast
from factdesk.reading.syntax import noun_phrase
from factdesk.reading.things import Things
from factdesk.reading.times import times_of, times_unparsed

_FEWEST = 8
"""So many claims are kept of however short a report."""


def read_report(
    text: str,
    *,
    published: date | None,
    language: str = "en",
    country: str = "US",
    outlet: str = "",
    everything: bool = False,
) -> Reading:
    """Read a report: its passages, who says what, its time expressions, and its claims by place.

    A language without a parser is read by its basic rules; one without those gives plain passages and no claims, and
    names no reader.

    Args:
        text: the report's clean text.
        published: against which relative dates are read; null reads none of them.
        language: ISO 639-1 code.
        country: ISO 3166-1 code, for holidays.
        outlet: who published it; an institution's own page makes that institution the speaker.
        everything: whether to return every assertion with its score, those no editor would keep among them.
    """
    if not has_model(language):
        return read_unparsed(text, published, language, country)
    return read_parsed(parse(text, language), published, country, outlet, everything=everything)


def read_parsed(
    parsed: Parsed, published: date | None, country: str, outlet: str, *, everything: bool = False
) -> Reading:
    """Read a parsed report."""
    times = times_of(parsed, published, country)
    aside = furniture(parsed.text, parsed.language)
    said = find_said(parsed)
    context = context_of(parsed, times, published, outlet, said)
    found = list(candidates(context, said, aside, everything=everything))
    return Reading(
        language=parsed.language,
        passages=passages(parsed, times, aside),
        claims=tuple(c.draft for c in found) if everything else tuple(_best(without_repeats(found), parsed)),
        attributions=tuple(attributions(parsed, said)),
        times=times,
        furniture=aside,
        reader=READER,
    )


def context_of(
    parsed: Parsed,
    times: tuple[TimeExpression, ...],
    published: date | None,
    outlet: str,
    said: tuple[Said, ...] = (),
) -> Context:
    """Return what is known of a report before its claims are read."""
    lower = outlet.lower()
    own = None
    if any(word in lower for word in roles(parsed.language).institutions):
        own = outlet.split("(")[0].strip()
    return Context(parsed, times, published, Cast(parsed, said), Things(parsed), gist_of(parsed), own)


def _best(claims: list[ClaimDraft], parsed: Parsed) -> list[ClaimDraft]:
    """Keep the best claims of a report that has more than a person would go through, in the order of the text."""
    words = sum(len(p.doc) for p in parsed.paragraphs)
    most = max(_FEWEST, round(words * weights(parsed.language).most / 1000))
    kept = sorted(claims, key=lambda c: -c.score)[:most]
    return sorted(kept, key=lambda c: (c.start, c.end))


def attributions(parsed: Parsed, said: tuple[Said, ...]) -> Iterator[Attribution]:
    """Yield the sure acts of saying with their places in the text; a content that the cue interrupts is one stretch."""
    starts = {id(p.doc): p.start for p in parsed.paragraphs}
    for act in said:
        if not is_enough(parsed.language, act.verb_class, act.score):
            continue
        offset = parsed.paragraphs[act.paragraph].start
        start, end = offset + act.start, offset + act.end
        cue = _span(parsed.text, offset + act.cue[0], offset + act.cue[1]) if act.cue is not None else None
        speaker = None
        if act.speaker is not None:
            first, last = noun_phrase(act.speaker)
            last = max(last, act.pronoun.idx + len(act.pronoun)) if act.pronoun is not None else last
            base = starts[id(act.speaker.doc)]
            speaker = _span(parsed.text, base + first, base + last)
        yield Attribution(start, end, parsed.text[start:end], cue, speaker, act.is_direct, act.score)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def find_quotes(text: str, language: str = "en") -> tuple[Attribution, ...]:
    """Return who said what in a text, in its order; without a parser for its language by basic rules, if there are."""
    if not has_model(language):
        return quotes_unparsed(text, language)
    parsed = parse(text, language)
    return tuple(sorted(attributions(parsed, find_said(parsed)), key=lambda a: (a.start, a.end)))


def find_times_of(
    text: str, published: date | None, language: str = "en", country: str = "US"
) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text in order; without a model for its language by rules alone."""
    if not has_model(language):
        return times_unparsed(text, published, language, country)
    return times_of(parse(text, language), published, country)
