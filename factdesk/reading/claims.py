"""The claims of a report, assembled from its assertions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from factdesk.model import ClaimDraft, Due, Kind, Span, TimeExpression
from factdesk.reading.ahead import Marker
from factdesk.reading.assertions import Assertion, assertions, subject_of
from factdesk.reading.attribution import Said
from factdesk.reading.gist import Gist
from factdesk.reading.kinds import can_undertake, kind_of
from factdesk.reading.passages import between, lemmas, named, numbers
from factdesk.reading.pipeline import Parsed
from factdesk.reading.rules import forward, roles, saying
from factdesk.reading.score import features, is_stored, score
from factdesk.reading.speakers import Cast, Named
from factdesk.reading.standalone import Setting, Standalone, has_name, is_anchored, standalone
from factdesk.reading.syntax import children, is_negated
from factdesk.reading.things import Things
from factdesk.reading.times import due_of
from factdesk.reading.worth import Seen, is_bare, tokens_of, worth

if TYPE_CHECKING:
    from spacy.tokens import Token

READER = "FactDesk reader 1"
_UNDERTAKING = (Marker.PROMISE, Marker.PLAN)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the report while its claims are read."""

    parsed: Parsed
    times: Sequence[TimeExpression]
    published: date | None
    cast: Cast
    things: Things
    gist: Gist
    own_voice: str | None
    """The publisher where it speaks for itself (a ministry's own page); null for a news outlet."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim with what tells whether another one says the same."""

    draft: ClaimDraft
    words: frozenset[str]
    """Lemmas of its content words."""
    verb: str
    negated: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """An assertion with what is read of it before its sentence is made, which takes as long as all the rest."""

    assertion: Assertion
    seen: Seen
    due: Due | None
    speaker: Named | None
    alone: Standalone | None
    """Its sentence where that had to be made to tell whom it is about."""
    features: dict[str, float]


def candidates(
    context: Context, said: tuple[Said, ...], furniture: tuple[Span, ...], *, everything: bool
) -> Iterator[Candidate]:
    """Yield the assertions of a report as claims with their scores, in order of the text.

    Args:
        context: what is known of the report.
        said: who says what in it.
        furniture: the stretches that are no text.
        everything: whether to yield those too that are not stored.
    """
    for assertion in assertions(context.parsed, said, furniture):
        if not is_bare(assertion):
            found = weighed(assertion, context)
            if everything or is_stored(found.features, context.parsed.language):
                yield candidate(found, context)


def weighed(assertion: Assertion, context: Context) -> Weighed:
    """Return an assertion with the features of its score."""
    parsed = context.parsed
    language, text = parsed.language, parsed.text
    rules, role_rules = forward(language), roles(language)
    tokens = tokens_of(assertion)
    due = due_of(assertion.start, assertion.end, assertion.action, parsed, context.times, context.published)
    kind = kind_of(assertion, due, rules, role_rules)
    speaker = speaker_of(assertion, context)
    alone = None if has_name(assertion) else _alone(assertion, speaker, context)
    seen = Seen(
        tokens,
        named(tokens),
        numbers(text, language, context.times, assertion.start, assertion.end),
        between(context.times, assertion.start, assertion.end),
        context.published,
        speaker.name if speaker else None,
        kind,
        alone is None or is_anchored(assertion, alone),
    )
    position = assertion.start / max(1, len(text))
    found = features(assertion, due, seen.entities, seen.quantities, position, rules, role_rules, language)
    return Weighed(assertion, seen, due, speaker, alone, found | worth(assertion, seen, context.gist))


def candidate(found: Weighed, context: Context) -> Candidate:
    """Return the claim of an assertion."""
    assertion, seen, speaker, parsed = found.assertion, found.seen, found.speaker, context.parsed
    alone = found.alone or _alone(assertion, speaker, context)
    draft = ClaimDraft(
        start=assertion.start,
        end=assertion.end,
        quote=parsed.text[assertion.start : assertion.end],
        text=alone.text,
        speaker=speaker.name if speaker else None,
        via=speaker.via if speaker else None,
        kind=seen.kind,
        due=found.due if seen.kind is not Kind.STATEMENT else None,
        entities=seen.entities,
        quantities=seen.quantities,
        score=score(found.features, parsed.language),
        proposed_by=READER,
        wording=alone.wording,
    )
    action = assertion.action
    negated = is_negated(action) or is_negated(assertion.head)
    return Candidate(draft, frozenset(lemmas(seen.tokens)), action.lemma_.lower(), negated)


def _alone(assertion: Assertion, speaker: Named | None, context: Context) -> Standalone:
    setting = Setting(context.parsed.text, context.parsed.language, context.cast, context.things, context.times)
    return standalone(assertion, speaker.name if speaker else None, setting)


def speaker_of(assertion: Assertion, context: Context) -> Named | None:
    """Return who asserts it: the one quoted, else who undertakes or plans it, else null for the report itself."""
    said = assertion.said
    if said is not None and said.speaker is not None:
        found = _resolved(said.speaker, context)
        promised = _undertaker(assertion, context) if _is_passed_on(assertion) else None
        if promised is not None:
            via = found.name if found is not None and found.name != promised.name else None
            return replace(promised, via=via)
        if (
            found is not None
            and found.via is None
            and assertion.outer is not None
            and assertion.outer.speaker is not None
        ):
            passed_on = _resolved(assertion.outer.speaker, context)
            return replace(found, via=passed_on.name if passed_on and passed_on.name != found.name else None)
        return found
    undertaker = _undertaker(assertion, context)
    own = context.own_voice
    if undertaker is None and own is not None:
        undertaker = _told_of(assertion, context)
    if undertaker is None:
        return Named(own) if own is not None else None
    is_passed_on = own is not None and undertaker.via is None and undertaker.name != own
    return replace(undertaker, via=own) if is_passed_on else undertaker


def _told_of(assertion: Assertion, context: Context) -> Named | None:
    """Return the named body or person that will do what an institution tells of on its own page."""
    ahead, who = assertion.ahead, subject_of(assertion)
    if ahead is None or ahead.depth > 0 or ahead.marker is not Marker.WILL or who is None:
        return None
    is_named = who.ent_type_ in ("PERSON", "ORG", "GPE") and who.dep_ == "nsubj"
    return _resolved(who, context) if is_named else None


def _is_passed_on(assertion: Assertion) -> bool:
    """Tell whether somebody tells of another's word: "Kim pledged to go, officials said"."""
    ahead = assertion.ahead
    return ahead is not None and ahead.marker is Marker.PROMISE and ahead.trigger == assertion.head


def _undertaker(assertion: Assertion, context: Context) -> Named | None:
    ahead = assertion.ahead
    if ahead is None or ahead.marker not in _UNDERTAKING or (ahead.depth > 0 and ahead.marker is not Marker.PROMISE):
        return None
    if is_negated(ahead.trigger) and ahead.trigger.lemma_.lower() in saying(context.parsed.language).verbs:
        return None
    who = subject_of(assertion)
    owners = children(who, "poss") if who is not None else []
    who = owners[0] if owners else who
    if (
        who is None
        or who.dep_ == "nsubjpass"
        or not (who.tag_ == "PRP$" or can_undertake(who, roles(context.parsed.language)) or who.lower_ == "it")
    ):
        return None
    return _resolved(who, context)


def _resolved(head: Token, context: Context) -> Named | None:
    return context.cast.resolve(head, context.cast.place(head))
