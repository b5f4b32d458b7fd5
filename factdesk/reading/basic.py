"""A language with rules but no parser: claims and quotes by patterns, sentence by sentence, marked as basic.

Everything that is particular to a language stands in ``resources/rules/<language>/basic.json``; a folder with that
file (and the date rules) is all that a further language needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from factdesk.model import (
    Attribution,
    ClaimDraft,
    Due,
    EditRule,
    Kind,
    Passage,
    Reading,
    Span,
    TimeExpression,
    Wording,
)
from factdesk.model.wording import brought_to
from factdesk.paths import resource
from factdesk.reading.passages import between
from factdesk.reading.pipeline import blocks
from factdesk.reading.rules import load
from factdesk.reading.times import times_unparsed

READER = "FactDesk basic reader 1"
_STOP = re.compile(r"[.!?。！？…]+[\"”“»«')\]]*(?=\s|$)")
_FEWEST_WORDS = 4
_FEWEST_CLAIMS = 5


@dataclass(frozen=True, slots=True)
class Saying:
    """One way in which a sentence tells who says what; the pattern has the groups content, cue and speaker."""

    name: str
    pattern: re.Pattern[str]
    score: float
    is_direct: bool


@dataclass(frozen=True, slots=True)
class Basics:
    """The rules of one language."""

    name: str
    stops_inside: re.Pattern[str]
    """What ends with a stop and ends no sentence: "27." before a month."""
    articles: frozenset[str]
    sayings: tuple[Saying, ...]
    outlooks: tuple[tuple[Kind, re.Pattern[str]], ...]
    silences: tuple[re.Pattern[str], ...]
    score: dict[str, float]


def has_basics(language: str) -> bool:
    """Tell whether there are basic rules for a language (ISO 639-1)."""
    return language.isalpha() and resource("rules", language, "basic.json").exists()


@cache
def basics(language: str) -> Basics:
    """Return the basic rules of a language, read once."""
    data = load(language, "basic")

    def compiled(pattern: str) -> re.Pattern[str]:
        for piece, words in data["pieces"].items():
            pattern = pattern.replace("{" + piece + "}", words)
        return re.compile(pattern)

    return Basics(
        name=data["name"],
        stops_inside=re.compile(data["stops_inside"]),
        articles=frozenset(data["articles"]),
        sayings=tuple(
            Saying(entry["name"], compiled(entry["pattern"]), entry["score"], entry.get("is_direct", False))
            for entry in data["sayings"]
        ),
        outlooks=tuple((Kind(entry["kind"]), compiled(entry["pattern"])) for entry in data["outlooks"]),
        silences=tuple(compiled(entry["pattern"]) for entry in data["silences"]),
        score={key: value for key, value in data["score"].items() if key != "about"},
    )


def sentences(text: str, language: str) -> Iterator[Span]:
    """Yield the sentences of a text; where there are rules, a stop after an ordinal or an abbreviation ends none."""
    inside = basics(language).stops_inside if has_basics(language) else None
    for start, end in blocks(text):
        first = start
        for stop in _STOP.finditer(text, start, end):
            word = text[max(first, stop.start() - 12) : stop.start() + 1]
            if inside is not None and stop.end() < end and inside.search(word):
                continue
            yield from _trimmed(text, first, stop.end())
            first = stop.end()
        yield from _trimmed(text, first, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end].strip()
    if words:
        at = text.index(words, start)
        yield Span(at, at + len(words), words)


def quotes_unparsed(text: str, language: str) -> tuple[Attribution, ...]:
    """Return who said what in a text; nothing in a language without basic rules."""
    if not has_basics(language):
        return ()
    found = [_said(sentence, language) for sentence in sentences(text, language)]
    return tuple(act for act in found if act is not None)


def _said(sentence: Span, language: str) -> Attribution | None:
    """Return the first way of saying that fits a sentence: the file has the surest first."""
    for saying in basics(language).sayings:
        match = saying.pattern.search(sentence.text)
        if match is not None:
            content = _group(match, "content", sentence)
            cue, speaker = _group(match, "cue", sentence), _group(match, "speaker", sentence)
            return Attribution(content.start, content.end, content.text, cue, speaker, saying.is_direct, saying.score)
    return None


def _group(match: re.Match[str], name: str, sentence: Span) -> Span:
    return Span(sentence.start + match.start(name), sentence.start + match.end(name), match.group(name))


def read_unparsed(text: str, published: date | None, language: str, country: str) -> Reading:
    """Read a report in a language without a parser: its sentences, and by basic rules its quotes, dates and claims.

    Args:
        text: the report's clean text.
        published: against which relative dates are read.
        language: ISO 639-1 code; without basic rules for it only plain passages come out, and no reader is named.
        country: ISO 3166-1 code, for holidays.
    """
    if not has_basics(language):
        plain = tuple(Passage(s.start, s.end, s.text) for s in sentences(text, language))
        return Reading(language, plain, (), (), (), (), "")
    times = times_unparsed(text, published, language, country)
    found = tuple(sentences(text, language))
    acts = {sentence.start: act for sentence in found if (act := _said(sentence, language)) is not None}
    drafts = [_draft(s, acts.get(s.start), times, published, language) for s in found]
    return Reading(
        language=language,
        passages=tuple(Passage(s.start, s.end, s.text, times=between(times, s.start, s.end)) for s in found),
        claims=tuple(_best([draft for draft in drafts if draft is not None], text, language)),
        attributions=tuple(acts.values()),
        times=times,
        furniture=(),
        reader=f"{READER} ({basics(language).name})",
        is_basic=True,
    )


def _draft(
    sentence: Span,
    act: Attribution | None,
    times: tuple[TimeExpression, ...],
    published: date | None,
    language: str,
) -> ClaimDraft | None:
    rules = basics(language)
    if len(sentence.text.split()) < _FEWEST_WORDS or any(p.search(sentence.text) for p in rules.silences):
        return None
    due = _due(sentence, act, times, published)
    kind = next((kind for kind, pattern in rules.outlooks if pattern.search(sentence.text)), Kind.STATEMENT)
    is_counted = any(sign.isdigit() for sign in sentence.text)
    parts = {"said": act is not None, "outlook": kind is not Kind.STATEMENT, "due ahead": due is not None}
    total = rules.score["base"] + sum(rules.score[part] for part, holds in parts.items() if holds)
    text = " ".join(sentence.text.split())
    return ClaimDraft(
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        text=text,
        speaker=_name(act.speaker.text, rules) if act is not None and act.speaker is not None else None,
        via=None,
        kind=kind,
        due=due if kind is not Kind.STATEMENT else None,
        entities=(),
        quantities=(),
        score=round(min(1.0, total + rules.score["number"] * is_counted), 3),
        proposed_by=f"{READER} ({rules.name})",
        wording=Wording(brought_to(sentence.text, sentence.start, (), text, EditRule.FORM)),
    )


def _due(
    sentence: Span, act: Attribution | None, times: Sequence[TimeExpression], published: date | None
) -> Due | None:
    """Return the first time of what is said that ends after the day of the report; null where there is none."""
    start, end = (act.start, act.end) if act is not None else (sentence.start, sentence.end)
    ahead = (time for time in between(times, start, end) if published is not None and _ends(time) > published)
    return next((time.as_due(published) for time in ahead), None)


def _ends(time: TimeExpression) -> date:
    return time.to_day or time.from_day or date.min


def _name(words: str, rules: Basics) -> str:
    first, _, rest = words.split(" (")[0].partition(" ")
    words = f"{first} {rest}".strip()
    return rest if rest and first.lower() in rules.articles else words


def _best(drafts: list[ClaimDraft], text: str, language: str) -> list[ClaimDraft]:
    """Keep the surest claims, no more than a person would go through, in the order of the text."""
    score = basics(language).score
    most = max(_FEWEST_CLAIMS, round(len(text.split()) * score["most"] / 1000))
    kept = sorted((d for d in drafts if d.score >= score["least"]), key=lambda d: -d.score)[:most]
    return sorted(kept, key=lambda d: d.start)
