"""A claim and a passage judged without a desk."""

from __future__ import annotations

from factdesk.matching.comparison import Comparison, Context, compare
from factdesk.matching.evidence import THRESHOLD, Analyse, is_tenable
from factdesk.matching.judges import DECISIVE, Judge, comparison_judge
from factdesk.matching.lexicon import lexicon
from factdesk.matching.likeness import is_same_assertion
from factdesk.matching.moving import occurred, read_move
from factdesk.matching.reasons import reasons
from factdesk.matching.views import claimed, make_claim_view, view
from factdesk.model import Bound, Due, Judgement, Pair, Precision, Relation


def judge(pair: Pair, *, analyse: Analyse, language: str = "en", by: Judge | None = None) -> Judgement:
    """Say how a passage bears on a claim: a probability for every relation, "unrelated" included, and reasons."""
    rules = lexicon()
    days = [pair.claim_published, pair.passage_published]
    asked, told = analyse([pair.claim, pair.passage], language, days)
    seen = make_claim_view(
        claimed(asked, rules),
        rules,
        due=_due(pair),
        published=pair.claim_published,
        speaker=None,
        quantities=asked.quantities,
        kind=None,
    )
    comparison = compare(seen, view(told, rules), Context(), pair.passage_published, rules)
    (scores,) = (by or comparison_judge()).scores([comparison])
    relation = _relation(scores, comparison)
    event = comparison.telling.event.get("happened")
    return Judgement(
        relation=relation,
        scores=scores,
        reasons=reasons(comparison, relation),
        restates=relation is Relation.MENTIONS and is_same_assertion(comparison, rules),
        new_due=read_move(seen, comparison.passage, pair.passage_published, rules, comparison.roles.blocked).due
        if relation is Relation.MOVES
        else None,
        occurred=occurred(comparison.passage.passage, event, pair.passage_published, rules),
    )


def _relation(scores: dict[Relation, float], comparison: Comparison) -> Relation:
    """Choose as the desk does: decisive where the decisive relations together outweigh the rest."""
    likeliest = max(DECISIVE, key=lambda r: scores[r])
    if sum(scores[r] for r in DECISIVE) >= THRESHOLD and is_tenable(likeliest, comparison):
        return likeliest
    return max((Relation.MENTIONS, Relation.UNRELATED), key=lambda r: scores[r])


def _due(pair: Pair) -> Due | None:
    if pair.due_from is None and pair.due_to is None:
        return None
    days = [d.isoformat() for d in (pair.due_from, pair.due_to) if d]
    bound = Bound.ON if pair.due_from and pair.due_to else Bound.BY if pair.due_to else Bound.AFTER
    return Due(
        text=" to ".join(days),
        from_day=pair.due_from,
        to_day=pair.due_to,
        bound=bound,
        precision=Precision.DAY if pair.due_from == pair.due_to else Precision.RANGE,
        rule="given",
        edtf="/".join(days),
        base=pair.claim_published,
    )
