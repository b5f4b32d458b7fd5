"""Whether a new assertion merely repeats a stored claim, in the same or in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from factdesk.matching.amounts import differing_amounts, matching_amounts
from factdesk.matching.comparison import Comparison, Context, compare
from factdesk.matching.dating import dated, ends
from factdesk.matching.framing import is_of, says_when
from factdesk.matching.lexicon import Lexicon, lexicon
from factdesk.matching.names import same_actor
from factdesk.matching.reasons import explained, marks, sentences
from factdesk.matching.roles import Deed, Match, compare_roles, is_same
from factdesk.matching.views import ClaimView, View, claim_view, claimed, make_claim_view, term_of
from factdesk.matching.words import stem
from factdesk.model import Claim, ClaimDraft, Due, Marks, Passage, Relation

_SAME = 0.6
"""Least share of the weight of either text's words that the other must have, where the one who acts is the same."""
_SAME_UNNAMED = 0.75
"""The same where one text does not name who acts."""
_SWAPPED = 0.35
"""Rarity from which a word that only one text has is content: if each has one, something was put for something else."""
_FINER = 4
"""An interval this many times as long as one within it says something else: "this year" and "on 14 April"."""
_DRIFT = 3
"""Days by which the same words ("for one year") may end apart, since reports of one matter are not of one day."""
_ENOUGH = 2
_CUES = ("called_off", "delayed", "brought_forward", "denied", "failed", "partial")
_DOUBT = ("could", "may", "might", "would")
_WORD = re.compile(r"[\w’'.&-]+")


@dataclass(frozen=True, slots=True)
class Restatement:
    """A stored claim that a new draft merely repeats."""

    claim_id: int
    score: float
    reasons: tuple[str, ...]
    marks: Marks


def find_restated(
    draft: ClaimDraft, read: Sequence[Passage], claims: Sequence[Claim], published: date | None
) -> Restatement | None:
    """Find the claim that a draft repeats: same one acting, same act, same object, a due that goes with it.

    Args:
        draft: the new claim.
        read: the draft's text and then each claim's text, as passages.
        claims: stored claims, in the order of ``read``.
        published: when the draft's report appeared.
    """
    rules = lexicon()
    new = _draft_view(draft, read[0], published, rules)
    best: Restatement | None = None
    for claim, passage in zip(claims, read[1:], strict=True):
        seen = claim_view(claim, passage, rules)
        score = repetition(seen, new, rules)
        if score and (best is None or score > best.score):
            compared = compare(seen, new.view, Context(), published, rules)
            why = explained(compared, Relation.MENTIONS)
            where = marks(compared, why, quote=draft.quote, start=draft.start)
            best = Restatement(claim.id, round(score, 4), sentences(why), where)
    return best


def shares_words(one: str, other: str) -> bool:
    """Tell, without reading either, whether two texts have words enough in common for one to repeat the other."""
    rules = lexicon()
    mine, theirs = _telling_words(one, rules), _telling_words(other, rules)
    alike = rules.classes_of(mine) & rules.classes_of(theirs)
    return len(mine & theirs) + bool(alike) >= min(_ENOUGH, len(mine), len(theirs))


def repetition(old: ClaimView, new: ClaimView, rules: Lexicon) -> float:
    """Return how surely a new claim says no more than an old one: 0, or the smaller of the shares in common."""
    if not _may_repeat(old, new, rules):
        return 0.0
    match = compare_roles(old.deeds, new.deeds, new.view.passage)
    if match.match is Match.OTHER or _other_role(old.deeds, new.deeds):
        return 0.0
    mine, left_out = _covered(old, new, rules)
    theirs, added = _covered(new, old, rules)
    both = min(mine, theirs)
    needed = _SAME if match.agent else _SAME_UNNAMED
    swapped = left_out >= _SWAPPED and added >= _SWAPPED
    return both if both >= needed and not swapped else 0.0


def is_same_assertion(comparison: Comparison, rules: Lexicon) -> bool:
    """Tell whether a passage says the claim again, whatever it says besides."""
    features, claim, passage = comparison.features, comparison.claim, comparison.passage
    if features.get("told_negated") or features.get("amounts_differ") or comparison.roles.match is Match.OTHER:
        return False
    if any((cue in passage.cues) != (cue in claim.view.cues) for cue in _CUES):
        return False
    if not claim.is_forward:
        return min(features["cover"], 1.3 * features["spread"]) >= 0.7
    ahead = comparison.telling.of("open") > max(0.5, comparison.telling.of("happened"))
    doubtful = "hedged" in passage.cues and "hedged" not in claim.view.cues
    alike = comparison.roles.agent and features["cover"] >= _SAME
    return ahead and not doubtful and (alike or features["cover"] >= _SAME_UNNAMED) and _dates_agree(comparison, rules)


def _draft_view(draft: ClaimDraft, passage: Passage, published: date | None, rules: Lexicon) -> ClaimView:
    return make_claim_view(
        claimed(passage, rules, draft.entities),
        rules,
        due=draft.due,
        published=published,
        speaker=draft.speaker,
        quantities=draft.quantities or passage.quantities,
        kind=draft.kind,
    )


def _telling_words(text: str, rules: Lexicon) -> set[str]:
    terms = {term_of(word, rules) for word in _WORD.findall(text)}
    return {t for t in terms - rules.light - rules.generic if len(t) > 1 and rules.rarity(t) > 0.2}


def _may_repeat(old: ClaimView, new: ClaimView, rules: Lexicon) -> bool:
    """Rule out what is no repetition whatever the words: another due, another amount, the opposite, a mere doubt."""
    return (
        old.is_negated == new.is_negated
        and old.is_forward == new.is_forward
        and _is_doubtful(old) == _is_doubtful(new)
        and _is_done(old) == _is_done(new)
        and _due_agrees(old, new)
        and _adds_no_amount(old, new)
        and bool(old.heads & new.heads or old.head_classes & new.head_classes)
        and not rules.opposite(old.head_classes - new.head_classes) & new.head_classes
        and not any((name in old.view.cues) != (name in new.view.cues) for name in _CUES)
    )


def _is_doubtful(claim: ClaimView) -> bool:
    main = [e for e in claim.view.events if e.term in claim.heads] or list(claim.view.events)
    return any(e.predicate.modal in _DOUBT or e.predicate.conditional for e in main)


def _is_done(claim: ClaimView) -> bool:
    """Tell whether what is claimed is told as done: "has bought" repeats no promise to buy."""
    return any(e.happened for e in claim.view.events if e.term in claim.heads or e.classes & claim.head_classes)


def _due_agrees(old: ClaimView, new: ClaimView) -> bool:
    """Tell whether the new due says nothing new: the same, a vaguer one, or one hardly finer.

    A date where there was none is news; none where there was a date is not.
    """
    if new.due is None or old.due is None:
        return new.due is None and _dates_fit(old, new)
    a, b = _interval(old.due, old.published), _interval(new.due, new.published)
    if a is None or b is None or a[1] == b[1] == date.max:
        return a == b
    if old.due.bound is new.due.bound and abs((a[1] - b[1]).days) <= (_DRIFT if old.due.text == new.due.text else 0):
        return True
    if b[0] <= a[0] and a[1] <= b[1]:
        return True
    return a[0] <= b[0] and b[1] <= a[1] and (a[1] - a[0]).days + 1 < _FINER * ((b[1] - b[0]).days + 1)


def _dates_fit(old: ClaimView, new: ClaimView) -> bool:
    """Tell whether a claim without a due names no date that lies outside the old one's."""
    spans = [ends(t) for t in dated(new.view.passage)]
    own = _interval(old.due, old.published) if old.due else None
    return not spans or (own is not None and any(a <= own[1] and own[0] <= b for a, b in spans))


def _interval(due: Due, published: date | None) -> tuple[date, date] | None:
    start, end = due.from_day or (published if due.to_day else None), due.to_day or (date.max if due.from_day else None)
    return (min(start, end), end) if start and end else None


def _adds_no_amount(old: ClaimView, new: ClaimView) -> bool:
    if differing_amounts(old.quantities, new.quantities) or differing_amounts(new.quantities, old.quantities):
        return False
    return len({q.text for q, _ in matching_amounts(new.quantities, old.quantities)}) == len(
        {q.text for q in new.quantities}
    )


def _other_role(old: tuple[Deed, ...], new: tuple[Deed, ...]) -> bool:
    """Tell whether both name who acts, or on what, and the names are not the same, whatever their sorts."""

    def differ(mine: Iterable[Deed], theirs: Iterable[Deed], role: str) -> bool:
        one = [name for deed in mine for name in getattr(deed, role)]
        other = [name for deed in theirs for name in getattr(deed, role)]
        return bool(one and other) and not any(is_same(a, b) for a in one for b in other)

    return differ(old, new, "agents") or differ(old, new, "targets")


def _covered(one: ClaimView, other: ClaimView, rules: Lexicon) -> tuple[float, float]:
    """Return the share of one claim's words that the other has, and the rarity of the rarest that it lacks."""
    terms = _content(one, rules)
    theirs = other.view.terms.keys()
    classes = rules.classes_of(theirs)
    lacking = {
        term: weight
        for term, weight in terms.items()
        if term not in theirs
        and not (rules.classes.get(term, frozenset()) & classes & one.head_classes)
        and not _is_part_of_name(term, one.view, other.view)
    }
    total = sum(terms.values())
    return (1.0 - sum(lacking.values()) / total if total else 0.0), max(lacking.values(), default=0.0)


def _content(claim: ClaimView, rules: Lexicon) -> dict[str, float]:
    """Return the words that make a claim: no dates, amounts, titles, nor verbs of planning and saying."""
    when = {stem(word) for t in claim.view.passage.times for word in _WORD.findall(t.text)}
    amounts = {stem(word) for q in claim.quantities for word in _WORD.findall(q.text)}
    dull = rules.light | rules.generic | when | amounts | rules.by_cue["planned"] | rules.carrying | rules.title_stems
    kept = {t: w for t, w in claim.view.terms.items() if t not in dull or t in claim.heads}
    return kept or claim.view.terms


def _is_part_of_name(term: str, mine: View, theirs: View) -> bool:
    """Tell whether a word belongs to a name that the other text has in another form."""
    for name, words in mine.actors.items():
        if term in {stem(word) for word in _WORD.findall(words)}:
            return any(same_actor(name, other) for other in theirs.actors)
    return False


def _dates_agree(comparison: Comparison, rules: Lexicon) -> bool:
    """Tell whether the passage, if it dates anything ahead, has a date that goes with the claim's due."""
    due, passage, published = comparison.claim.due, comparison.passage.passage, comparison.published
    ahead = [
        ends(t)
        for t in dated(passage)
        if not says_when(t, passage, rules)
        and not is_of(t, passage, comparison.roles.blocked)
        and (published is None or ends(t)[1] > published)
    ]
    if not ahead or due is None:
        return not ahead or due is not None
    own = _interval(due, comparison.claim.published)
    return own is not None and all((a <= own[0] and own[1] <= b) or (own[0] <= a and b <= own[1]) for a, b in ahead)
