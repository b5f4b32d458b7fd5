"""Amounts of a claim against those of a passage, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factdesk.model import Quantity

_CLOSE = 0.02
"""Amounts this near to each other, as a share of the larger, are the same ("nearly 12 million", "11.9 million")."""


def compare_amounts(claimed: Sequence[Quantity], told: Sequence[Quantity]) -> dict[str, float]:
    """Return which of the claim's amounts the passage has, and which it gives otherwise."""
    same = matching_amounts(claimed, told)
    return {
        "amounts": len(same) / len(claimed) if claimed else 0.0,
        "amounts_differ": float(bool(claimed) and not same and bool(differing_amounts(claimed, told))),
        "amounts_missing": float(bool(claimed) and not same),
    }


def matching_amounts(claimed: Iterable[Quantity], told: Sequence[Quantity]) -> tuple[tuple[Quantity, Quantity], ...]:
    """Pair the amounts that are the same in the same unit."""
    pairs = ((one, other) for one in claimed for other in told if one.unit == other.unit)
    return tuple((one, other) for one, other in pairs if _is_same(one.value, other.value))


def differing_amounts(claimed: Iterable[Quantity], told: Sequence[Quantity]) -> tuple[tuple[Quantity, Quantity], ...]:
    """Pair amounts of one named unit that differ, by no more than a factor of ten; bare counts are not held apart."""
    pairs = ((one, other) for one in claimed for other in told if one.unit == other.unit != "")
    return tuple(
        (one, other)
        for one, other in pairs
        if not _is_same(one.value, other.value) and 0.1 < _ratio(one.value, other.value) < 10
    )


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other))


def _ratio(one: float, other: float) -> float:
    return one / other if other else 0.0
