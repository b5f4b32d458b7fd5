"""A report held against stored claims: the few passages that bear on each, with relation, score and reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from factdesk.matching.combined import trained_judge
from factdesk.matching.comparison import Comparison, Context, compare, is_close
from factdesk.matching.framing import is_saying
from factdesk.matching.judges import DECISIVE, Judge, Opinion
from factdesk.matching.lexicon import Lexicon, lexicon
from factdesk.matching.likeness import is_same_assertion
from factdesk.matching.moving import Move, is_move, occurred, read_move
from factdesk.matching.promise import BEFORE, WORD, overlap
from factdesk.matching.reasons import explained, marks, sentences, trained_reason
from factdesk.matching.roles import Match
from factdesk.matching.views import ClaimView, View, claim_view, dampened, shares_of, term_of, view
from factdesk.matching.words import stem
from factdesk.model import Claim, EvidenceDraft, Passage, Reading, Relation, Report

Analyse = Callable[[Sequence[str], str, Sequence[date | None]], tuple[Passage, ...]]
"""Reads each text as one passage, its relative dates against the day given for it."""

MENTION_THRESHOLD = 0.75
"""A mere mention is proposed only where the passage surely bears on the claim."""
PER_CLAIM = 2
"""At most this many passages of one report are proposed for one claim."""
_MOST_READ = 48
"""At most this many claims are read for one report, the likeliest; each costs what 20 words of it cost."""


@dataclass(frozen=True, slots=True)
class _Judged:
    claim: Claim
    comparison: Comparison
    opinion: Opinion
    relation: Relation
    score: float


def match(
    report: Report,
    reading: Reading,
    claims: Sequence[Claim],
    *,
    analyse: Analyse,
    country: str = "US",
    judge: Judge | None = None,
    threshold: float | None = None,
) -> tuple[EvidenceDraft, ...]:
    """Hold a report against claims of other reports that were published on the same day or before.

    Args:
        report: the stored report.
        reading: what was read from it.
        claims: the claims it may bear on, the likeliest first; those of the report itself and of later reports are
            passed over.
        analyse: reads short texts as passages.
        country: whose holidays count; reserved for dates that passages give by them.
        judge: who decides; by default the comparison and the trained network together.
        threshold: least probability of all decisive relations together at which a passage is proposed; by default the
            judge's own.

    Returns:
        Drafts, the best of each claim first; nothing below the thresholds.
    """
    asked = [c for c in claims if c.report_id != report.id and _is_earlier(c, report.published)]
    if not asked or not reading.reader or reading.is_basic:
        return ()
    rules = lexicon()
    judge = judge or trained_judge()
    passages, contexts, shares = _passages(reading, report.title, rules)
    asked = _worth_reading(asked, passages, report.title, rules)
    views = _claim_views(asked, reading.language, analyse, rules, shares)
    pairs = [
        (claim, compare(seen, passage, context, report.published, rules))
        for claim, seen in zip(asked, views, strict=True)
        for passage, context in zip(passages, contexts, strict=True)
        if is_close(seen, passage, context)
    ]
    opinions = judge.opinions([comparison for _, comparison in pairs])
    judged = [
        _decide(claim, comparison, o, judge.threshold if threshold is None else threshold)
        for (claim, comparison), o in zip(pairs, opinions, strict=True)
    ]
    return tuple(_draft(j, judge.name, report.published) for j in _best(judged))


def _is_earlier(claim: Claim, published: date | None) -> bool:
    return claim.published is None or published is None or claim.published <= published


def _passages(reading: Reading, title: str, rules: Lexicon) -> tuple[list[View], list[Context], dict[str, float]]:
    views = [view(p, rules) for p in reading.passages if not p.is_furniture]
    shares = shares_of(views)
    damped = [dampened(v, shares) for v in views]
    return damped, contexts_of(damped, title, rules), shares


def contexts_of(views: Sequence[View], title: str, rules: Lexicon) -> list[Context]:
    """Return what stands around each passage: the title and the two sentences before it."""
    titled = frozenset(term_of(word, rules) for word in WORD.findall(title))
    found = []
    for i in range(len(views)):
        near = views[max(0, i - BEFORE) : i]
        terms = titled.union(*(seen.terms.keys() for seen in near))
        before = near[-1].passage.text if near else ""
        found.append(Context(terms, tuple(name for seen in near for name in seen.actors), i, before, title))
    return found


def _worth_reading(claims: Sequence[Claim], passages: Sequence[View], title: str, rules: Lexicon) -> list[Claim]:
    """Drop the claims that no passage can be close to, going by their bare words: reading them is what costs most."""
    close = overlap([claim.text for claim in claims], [v.passage for v in passages], title, rules).may_be_close()
    return [claim for claim, is_near in zip(claims, close.tolist(), strict=True) if is_near][:_MOST_READ]


def _claim_views(
    claims: Sequence[Claim], language: str, analyse: Analyse, rules: Lexicon, shares: dict[str, float]
) -> list[ClaimView]:
    read = analyse([c.text for c in claims], language, [c.published for c in claims])
    views = [claim_view(claim, passage, rules) for claim, passage in zip(claims, read, strict=True)]
    return [replace(seen, view=dampened(seen.view, shares)) for seen in views]


def _decide(claim: Claim, comparison: Comparison, opinion: Opinion, threshold: float) -> _Judged:
    """Choose the relation: decisive if all decisive ones together reach the threshold, and then the likeliest."""
    scores = opinion.scores
    decisive = sum(scores[r] for r in DECISIVE)
    relation = max(DECISIVE, key=lambda r: scores[r])
    if decisive >= threshold and is_tenable(relation, comparison):
        return _Judged(claim, comparison, opinion, relation, decisive)
    return _Judged(claim, comparison, opinion, Relation.MENTIONS, 1.0 - scores[Relation.UNRELATED])


def _moves(comparison: Comparison) -> bool:
    """Tell whether something moves: of a claim still ahead, told as moved or with another date, and not told again.

    What somebody else puts off, or what is put off elsewhere, moves nothing.
    """
    if comparison.roles.match is Match.OTHER:
        return False
    claim, rules, move = comparison.claim, lexicon(), _move(comparison)
    told = comparison.telling.of("delayed") or comparison.telling.of("brought_forward")
    again = not told and is_same_assertion(comparison, rules)
    return claim.is_forward and bool(told or move.due) and not again and is_move(claim, move)


def _move(c: Comparison) -> Move:
    return read_move(c.claim, c.passage, c.published, lexicon(), c.roles.blocked)


def is_tenable(relation: Relation, comparison: Comparison) -> bool:
    """Tell whether nothing in both texts rules a relation out, however likely it seems by its score."""
    if relation is Relation.MOVES:
        return _moves(comparison)
    return relation is not Relation.CONFIRMS or not (
        comparison.features["amounts_differ"] or _is_said_again(comparison)
    )


def _is_said_again(comparison: Comparison) -> bool:
    """Tell whether a statement is made again by who made it: that bears nothing out."""
    claim, rules = comparison.claim, lexicon()
    if claim.is_forward:
        return False
    who = claim.speaker | claim.speakers
    told = comparison.passage.passage.predicates
    return any(p.subject is not None and stem(p.subject) in who for p in told if is_saying(p, rules))


def _best(judged: Iterable[_Judged]) -> list[_Judged]:
    """Keep, claim by claim, the best decisive passages; failing these the best mention."""
    by_claim: dict[int, list[_Judged]] = defaultdict(list)
    for item in judged:
        by_claim[item.claim.id].append(item)
    kept: list[_Judged] = []
    for items in by_claim.values():
        items.sort(key=lambda j: (-j.score, j.comparison.passage.passage.start))
        decisive = [j for j in items if j.relation in DECISIVE]
        kept += _agreeing(decisive) if decisive else [j for j in items if _is_useful_mention(j)][:1]
    return kept


def _agreeing(decisive: Sequence[_Judged]) -> list[_Judged]:
    """Keep the best passage and those that say the same: one report does not argue with itself."""
    return [j for j in decisive if j.relation is decisive[0].relation][:PER_CLAIM]


def _is_useful_mention(judged: _Judged) -> bool:
    return judged.score >= MENTION_THRESHOLD


def _draft(judged: _Judged, by: str, published: date | None) -> EvidenceDraft:
    compared, relation = judged.comparison, judged.relation
    passage = compared.passage.passage
    move = _move(compared) if relation is Relation.MOVES else None
    why = (*explained(compared, relation), *trained_reason(judged.opinion.network, relation))
    restates = relation is Relation.MENTIONS and is_same_assertion(judged.comparison, lexicon())
    return EvidenceDraft(
        claim_id=judged.claim.id,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        relation=relation,
        restates=restates,
        score=round(judged.score, 4),
        reasons=sentences(why),
        new_due=move.due if move else None,
        occurred=_took_place(compared, published) if relation in (Relation.CONFIRMS, Relation.PARTLY) else None,
        proposed_by=by,
        marks=marks(compared, why),
    )


def _took_place(comparison: Comparison, published: date | None) -> date | None:
    """Return when it took place by a passage; what it gives no day for, on the day after, took place the day before.

    What is still ahead when it is claimed took place on no day before that. Of the claims with a due date in the
    invented storylines that are borne out first on the day after it, 12 in 13 were met in time.
    """
    event, due = comparison.telling.event.get("happened"), comparison.claim.due
    told = occurred(comparison.passage.passage, event, published, lexicon())
    made = comparison.claim.published
    if told is not None and made is not None and comparison.claim.is_forward and told < made:
        told = None
    is_next_day = due is not None and due.to_day is not None and published == due.to_day + timedelta(days=1)
    return due.to_day if told is None and due is not None and is_next_day else told
