"""A claim and a passage judged without a desk."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from factdesk.matching.combined import trained_judge
from factdesk.matching.comparison import Comparison, Context, compare
from factdesk.matching.evidence import Analyse, is_tenable
from factdesk.matching.judges import DECISIVE, Chances, Judge, Opinion
from factdesk.matching.lexicon import lexicon
from factdesk.matching.likeness import is_same_assertion
from factdesk.matching.moving import occurred, read_move
from factdesk.matching.reasons import explained, sentences, trained_reason
from factdesk.matching.trained import network
from factdesk.matching.views import claimed, make_claim_view, view
from factdesk.model import Bound, Due, Judgement, Pair, Precision, Relation


def judge(pairs: Sequence[Pair], *, analyse: Analyse, language: str = "en", by: Judge | None = None) -> list[Judgement]:
    """Say of each pair how the passage bears on the claim: a probability for every relation, and reasons."""
    comparisons = compared(pairs, analyse=analyse, language=language)
    opinions = (by or trained_judge()).opinions(comparisons)
    return [_judgement(c, o) for c, o in zip(comparisons, opinions, strict=True)]


def missing_part() -> str | None:
    """Return what the trained judge lacks here, ``onnxruntime`` or its ``model``; null where it can be asked."""
    if network() is not None:
        return None
    return "model" if find_spec("onnxruntime") else "onnxruntime"


def compared(pairs: Sequence[Pair], *, analyse: Analyse, language: str = "en") -> list[Comparison]:
    """Compare claim and passage of each pair, which somebody holds against each other with a reason."""
    rules = lexicon()
    texts = [text for pair in pairs for text in (pair.claim, pair.passage)]
    days = [day for pair in pairs for day in (pair.claim_published, pair.passage_published)]
    read = analyse(texts, language, days)
    found = []
    for pair, asked, told in zip(pairs, read[::2], read[1::2], strict=True):
        seen = make_claim_view(
            claimed(asked, rules),
            rules,
            due=_due(pair),
            published=pair.claim_published,
            speaker=None,
            quantities=asked.quantities,
            kind=None,
        )
        found.append(compare(seen, view(told, rules), Context(is_given=True), pair.passage_published, rules))
    return found


def _judgement(comparison: Comparison, opinion: Opinion) -> Judgement:
    rules, published = lexicon(), comparison.published
    relation = _relation(opinion.scores, comparison)
    event = comparison.telling.event.get("happened")
    move = None
    if relation is Relation.MOVES:
        move = read_move(comparison.claim, comparison.passage, published, rules, comparison.roles.blocked)
    return Judgement(
        relation=relation,
        scores=dict(opinion.scores),
        reasons=sentences((*explained(comparison, relation), *trained_reason(opinion.network, relation))),
        restates=relation is Relation.MENTIONS and is_same_assertion(comparison, rules),
        new_due=move.due if move else None,
        occurred=occurred(comparison.passage.passage, event, published, rules),
    )


def _relation(scores: Chances, comparison: Comparison) -> Relation:
    """Choose the likeliest relation, the two that decide nothing counted together."""
    likeliest = max(DECISIVE, key=lambda r: scores[r])
    undecided = scores[Relation.MENTIONS] + scores[Relation.UNRELATED]
    # That amounts differ is weighed among the rest; a move must be one by its dates.
    if scores[likeliest] >= undecided and (likeliest is not Relation.MOVES or is_tenable(likeliest, comparison)):
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
