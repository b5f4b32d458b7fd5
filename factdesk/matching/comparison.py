"""A claim and a passage side by side: every likeness and difference as a number that a person can check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from factdesk.matching.amounts import compare_amounts
from factdesk.matching.asking import unsettled
from factdesk.matching.dating import compare_dates
from factdesk.matching.lexicon import Lexicon
from factdesk.matching.names import same_actor
from factdesk.matching.roles import Match, Roles, compare_roles, deeds
from factdesk.matching.telling import Telling, tell
from factdesk.matching.views import ClaimView, View

_ALIKE = 0.6
"""How much a word of the same event class counts against the very word."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a passage: the terms and actors of the title and of the sentences before it."""

    terms: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ()
    position: int = 0
    """Number of the passage in its report, from 0."""
    before: str = ""
    """The sentence before it."""
    title: str = ""
    """Of its report."""
    is_given: bool = False
    """Somebody holds the passage against the claim with a reason; it was not come upon in reading a whole report."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that is known of one claim and one passage before anyone judges."""

    claim: ClaimView
    passage: View
    published: date | None
    """Of the report that holds the passage."""
    features: dict[str, float]
    shared: tuple[str, ...]
    """Stems that both have, the rarest first."""
    alike: tuple[tuple[str, str], ...]
    """Words of claim and passage that belong to one class of events."""
    actors: tuple[str, ...]
    """The claim's actors that the passage names, as the claim writes them."""
    telling: Telling
    """What the passage says of the claimed event."""
    roles: Roles
    """Whether it is the same one who does it, in the same place."""
    context: Context


def compare(claim: ClaimView, passage: View, context: Context, published: date | None, rules: Lexicon) -> Comparison:
    """Compare a claim with a passage of a report published on ``published``."""
    shared = sorted(claim.view.terms.keys() & passage.terms.keys(), key=lambda t: -claim.view.terms[t])
    alike = _alike(claim, passage, rules)
    actors = tuple(words for name, words in claim.view.actors.items() if _named(name, passage.actors, passage.terms))
    deeds_told = deeds(passage.passage, claim.heads, rules)
    roles = compare_roles(claim.deeds, deeds_told, passage.passage)
    asked = unsettled(passage.passage, claim.deeds, deeds_told, rules)
    telling = tell(claim, passage, context.terms, rules, others=roles.blocked, unsettled=asked)
    event = telling.event.get("happened")
    told = _features_of(claim, passage, telling)
    amounts = compare_amounts(claim.quantities, passage.passage.quantities)
    likeness = _likeness(claim, passage, context, shared, alike, actors)
    dates = compare_dates(claim, passage, published, event, rules, roles.blocked)
    features = {
        **likeness,
        "given": float(context.is_given),
        "redated": float(_is_redated(claim, dates) and roles.match is Match.SAME and telling.of("open") > 0.4),
        **told,
        "kept_cover": told.get("kept", 0.0) * likeness["cover"],
        "kept_amounts": told.get("kept", 0.0) * amounts["amounts"],
        "kept_differing": told.get("kept", 0.0) * amounts["amounts_differ"],
        "kept_partial": told.get("kept", 0.0) * float("partial" in passage.cues),
        "other_roles": float(roles.match is Match.OTHER),
        "same_roles": float(roles.match is Match.SAME),
        **dates,
        **amounts,
        **{f"says_{name}": 1.0 for name in passage.cues},
        **{f"claims_{name}": 1.0 for name in claim.view.cues},
        **{f"both_{name}": 1.0 for name in passage.cues if name in claim.view.cues},
    }
    return Comparison(claim, passage, published, features, tuple(shared), alike, actors, telling, roles, context)


def is_close(claim: ClaimView, passage: View, context: Context) -> bool:
    """Tell, cheaply, whether a comparison can be worth its while: enough rare words, or an event, in common."""
    own = sum(weight for term, weight in claim.view.terms.items() if term in passage.terms)
    near = sum(
        weight for term, weight in claim.view.terms.items() if term in context.terms and term not in passage.terms
    )
    event = 0.5 if claim.head_classes & passage.classes else 0.0
    return own + event >= 0.3 and own + 0.5 * near + event >= 0.15 * claim.view.weight


def _likeness(
    claim: ClaimView,
    passage: View,
    context: Context,
    shared: Sequence[str],
    alike: Iterable[tuple[str, str]],
    actors: Sequence[str],
) -> dict[str, float]:
    """Return how much of the claim is in the passage, and how much of the passage in the claim."""
    weight = claim.view.weight or 1.0
    terms = claim.view.terms
    own = sum(terms[t] for t in shared) + _ALIKE * sum(terms[one] for one, _ in alike)
    near = sum(w for t, w in terms.items() if t in context.terms and t not in passage.terms)
    wanted = len(claim.view.actors) or 1
    near_actors = sum(1 for n in claim.view.actors if _named(n, context.actors, context.terms))
    head = {t for t in shared if t in claim.heads}
    return {
        "cover": own / weight,
        "cover_near": min(1.0, (own + near) / weight),
        "shared": min(sum(terms[t] for t in shared), 6.0) / 6.0,
        "spread": sum(passage.terms[t] for t in shared) / (passage.weight or 1.0),
        "actors": len(actors) / wanted,
        "actors_near": max(len(actors), near_actors) / wanted,
        "no_actors": float(not claim.view.actors),
        "event": 1.0 if head else _ALIKE if any(one in claim.heads for one, _ in alike) else 0.0,
        "lead": float(context.position < 3),
        "speaker": float(bool(claim.speaker & passage.terms.keys())),
        "short_claim": float(len(terms) < 5),
    }


def _features_of(claim: ClaimView, passage: View, telling: Telling) -> dict[str, float]:
    """Return how the passage tells of the claimed event, against how the claim does."""
    forward, told = claim.is_forward, telling.strength
    found = {f"told_{way}": strength for way, strength in told.items()}
    if not claim.is_negated and forward:
        kept = max(0.0, telling.of("happened") - 0.5 * max(telling.of("open"), telling.of("unsaid")))
        found["kept"] = kept * (0.5 if claim.is_vague else 1.0)
    held = max(telling.of("happened"), telling.of("present"))
    found |= {
        "held": 0.0 if forward or claim.is_negated else held,
        "held_not": telling.of("negated") if claim.is_negated else 0.0,
        "broken": held if claim.is_negated else 0.0,
        "denied_by_not": 0.0 if claim.is_negated else telling.of("negated"),
    }
    borne_out = found.get("kept", 0.0) + found["held"] + found["held_not"]
    return {
        **found,
        "forward": float(forward),
        "claim_negated": float(claim.is_negated),
        "not_borne_out": float(borne_out == 0.0),
        "not_told": float(not told),
        "question": float(passage.passage.text.rstrip("\"'”’ ").endswith("?")),
    }


def _is_redated(claim: ClaimView, dates: Mapping[str, float]) -> bool:
    """Tell whether the passage has dates ahead and none of them is the claim's; two in one claim have no one date."""
    agents = {deed.agents for deed in claim.deeds if deed.agents}
    return (
        len(agents) < 2 and bool(dates.get("date_after") or dates.get("date_before")) and not dates.get("date_inside")
    )


def _alike(claim: ClaimView, passage: View, rules: Lexicon) -> tuple[tuple[str, str], ...]:
    """Pair the claim's event words that the passage lacks with words of the same class."""
    found = []
    for term in claim.view.terms:
        classes = rules.classes.get(term)
        if term in passage.terms or not classes:
            continue
        other = next((t for t in passage.terms if classes & rules.classes.get(t, frozenset())), None)
        if other is not None:
            found.append((term, other))
    return tuple(found)


def _named(name: str, actors: Iterable[str], terms: Iterable[str]) -> bool:
    """Tell whether an actor is among others, or its last name among some terms."""
    held = terms if isinstance(terms, (set, frozenset, dict)) else set(terms)
    return name.split()[-1] in held or any(same_actor(name, other) for other in actors)
