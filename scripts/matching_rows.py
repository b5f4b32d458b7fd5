"""Claims held against passages, compared and labelled: what the weights of matching are fitted on.

Three sources: labelled storylines (every claim against every passage of every later report), the news pairs in
``scripts/pairs``, and public pairs that the judge was not trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from judge_data import Example
from storylines import LabelledClaim, Storyline, Told, strongest

from factdesk.matching.comparison import Comparison, compare, is_close
from factdesk.matching.evidence import contexts_of, is_tenable
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.pairs import compared
from factdesk.matching.views import ClaimView, claimed, dampened, make_claim_view, shares_of, view
from factdesk.matching.wording import Asked, asked
from factdesk.model import ClaimDraft, GivenClaim, Pair, Relation
from factdesk.reading import analyse, draft_given
from factdesk.reading.passages import passages
from factdesk.reading.pipeline import parse
from factdesk.reading.times import times_of

DECISIVE = ("confirms", "contradicts", "partly", "moves")


@dataclass(frozen=True, slots=True)
class Row:
    """One claim against one passage."""

    source: str
    """Name of the storyline or set."""
    group: str
    """What is never split: the storyline, the family, the page."""
    pair: tuple[str, str]
    features: Mapping[str, float]
    """Empty in the one row that stands for the whole pair of claim and report."""
    asked: Asked | None
    """What the trained judge is asked."""
    tenable: frozenset[str]
    """Decisive relations that nothing in the texts rules out."""
    right: frozenset[str]
    """The relations that are right; several where the label leaves it open."""
    is_labelled: bool
    report_label: str
    """The strongest relation that the whole report has to the claim, "none" where there is none."""


def story_rows(story: Storyline, rules: Lexicon, *, far: bool = False) -> Iterator[Row]:
    """Compare every claim of a storyline with every passage of every later report; ``far`` adds those not close."""
    views = dict(zip(story.claims, claims_of(story, rules), strict=True))
    for report in story.reports:
        parsed = parse(report.text, "en")
        told = [view(p, rules) for p in passages(parsed, times_of(parsed, report.published)) if not p.is_furniture]
        shares = shares_of(told)
        told = [dampened(p, shares) for p in told]
        contexts = contexts_of(told, report.title, rules)
        for label, seen in views.items():
            if report not in story.later(label):
                continue
            claim = replace(seen, view=dampened(seen.view, shares))
            gold = label.of(report.name)
            whole, pair = strongest(gold) or "none", (label.name, report.name)
            yield Row(story.name, story.name, pair, {}, None, frozenset(), frozenset(), False, whole)
            for passage, context in zip(told, contexts, strict=True):
                if far or is_close(claim, passage, context):
                    own = passage.passage
                    mine = strongest([one for one in gold if one.start < own.end and own.start < one.end])
                    found = compare(claim, passage, context, report.published, rules)
                    yield _row(found, story.name, story.name, pair, mine, whole)


def pair_rows(examples: Sequence[Example]) -> list[Row]:
    """Compare claim and passage of pairs that were written for it."""
    pairs = [
        Pair(str(n), e.claim, e.passage, e.claim_day, e.due_from, e.due_to, e.passage_day)
        for n, e in enumerate(examples)
    ]
    found = []
    for pair, e, c in zip(pairs, examples, compared(pairs, analyse=analyse), strict=True):
        group = e.family or e.claim
        one = next(iter(e.right)) if len(e.right) == 1 else None
        row = _row(c, e.source, group, (e.source, pair.id), one, one if one in DECISIVE else "none")
        found.append(replace(row, right=e.right, is_labelled=True))
    return found


def _row(c: Comparison, source: str, group: str, pair: tuple[str, str], label: str | None, whole: str) -> Row:
    tenable = frozenset(k for k in DECISIVE if is_tenable(Relation(k), c))
    right = frozenset([label or "unrelated"])
    return Row(source, group, pair, c.features, asked(c), tenable, right, label is not None, whole)


def claims_of(story: Storyline, rules: Lexicon) -> list[ClaimView]:
    """Read the labelled claims as a desk does when they are handed in with their reports."""
    told = [story.report(label.report) for label in story.claims]
    drafts = [_draft(label, report) for label, report in zip(story.claims, told, strict=True)]
    read = analyse([d.text for d in drafts], "en", [report.published for report in told])
    return [
        make_claim_view(
            claimed(passage, rules, draft.entities),
            rules,
            due=draft.due,
            published=report.published,
            speaker=draft.speaker,
            quantities=draft.quantities or passage.quantities,
            kind=draft.kind,
            title=report.title,
        )
        for draft, passage, report in zip(drafts, read, told, strict=True)
    ]


def _draft(label: LabelledClaim, report: Told) -> ClaimDraft:
    given, day = GivenClaim(label.quote, speaker=label.speaker), report.published
    draft = draft_given(given, report.text, reading=None, published=day, language="en", country="US", by="labels")
    if draft is None:
        raise SystemExit(f"{label.name}: the quote is not in its report")
    return draft
