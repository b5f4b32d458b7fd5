"""Ridge logistic regression over many features that hold or not, of which each example has few."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
_MEMORY = 12
"""Steps from which the curvature is estimated."""


def logistic(z: Vector) -> Vector:
    """Return log odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(z, -30, 30))))


@dataclass
class Table:
    """Examples as lists of features; names become numbers as they come."""

    numbers: dict[str, int] = field(default_factory=dict)
    columns: array[int] = field(default_factory=lambda: array("i"))
    sizes: array[int] = field(default_factory=lambda: array("i"))
    hits: list[bool] = field(default_factory=list)
    texts: array[int] = field(default_factory=lambda: array("i"))
    """The text of each example."""

    def add(self, features: list[str], hit: bool, text: int) -> None:
        """Add an example."""
        numbers = self.numbers
        self.columns.extend(numbers.setdefault(name, len(numbers)) for name in features)
        self.texts.append(text)
        self.sizes.append(len(features))
        self.hits.append(hit)


@dataclass(frozen=True)
class Design:
    """A sparse matrix of zeros and ones."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    shape: tuple[int, int]

    def times(self, weights: Vector) -> Vector:
        """Return the sum of weights of each example."""
        return np.asarray(np.bincount(self.rows, weights[self.columns], minlength=self.shape[0]), dtype=np.float64)

    def transposed(self, values: Vector) -> Vector:
        """Return the sum of values of each feature."""
        return np.asarray(np.bincount(self.columns, values[self.rows], minlength=self.shape[1]), dtype=np.float64)


def design(table: Table, fewest: int) -> tuple[Design, list[str]]:
    """Return the matrix of the features that hold in texts enough, with their names."""
    columns = np.frombuffer(table.columns, dtype=np.int32)
    rows = np.repeat(np.arange(len(table.sizes), dtype=np.int32), np.frombuffer(table.sizes, dtype=np.int32))
    texts = np.frombuffer(table.texts, dtype=np.int32)[rows].astype(np.int64)
    apart = np.unique(texts * len(table.numbers) + columns) % len(table.numbers)
    often = np.bincount(apart, minlength=len(table.numbers)) >= fewest
    renumbered = np.cumsum(often).astype(np.int32) - 1
    kept = often[columns]
    names = [name for name, number in table.numbers.items() if often[number]]
    return Design(rows[kept], renumbered[columns[kept]], (len(table.sizes), len(names))), names


def fit(x: Design, y: Vector, ridge: float, steps: int = 120, mass: Vector | None = None) -> Vector:
    """Return intercept and weights of a ridge logistic regression, by the limited-memory BFGS method."""
    weight = np.ones(len(y)) if mass is None else mass

    def loss(beta: Vector) -> tuple[float, Vector]:
        z = beta[0] + x.times(beta[1:])
        p = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
        value = float((weight * (np.logaddexp(0, z) - y * z)).sum() + ridge / 2 * (beta[1:] ** 2).sum())
        slope = weight * (p - y)
        return value, np.concatenate([[slope.sum()], x.transposed(slope) + ridge * beta[1:]])

    beta = np.zeros(x.shape[1] + 1)
    beta[0] = np.log(y.mean() / (1 - y.mean()))
    value, slope = loss(beta)
    memory: list[tuple[Vector, Vector]] = []
    for _ in range(steps):
        way = _direction(slope, memory)
        size = 1.0
        new, (new_value, new_slope) = beta - way, loss(beta - way)
        while new_value > value - 1e-4 * size * float(slope @ way) and size > 1e-8:
            size /= 2
            new = beta - size * way
            new_value, new_slope = loss(new)
        if float((new - beta) @ (new_slope - slope)) > 1e-10:
            memory = [*memory, (new - beta, new_slope - slope)][-_MEMORY:]
        done = abs(value - new_value) < 1e-5 * abs(value)
        beta, value, slope = new, new_value, new_slope
        if done:
            break
    return beta


def _direction(slope: Vector, memory: list[tuple[Vector, Vector]]) -> Vector:
    """Return the inverse Hessian times the slope, from the last steps (the two-loop recursion)."""
    way, shares = slope.copy(), []
    for step, change in reversed(memory):
        share = float(step @ way) / float(change @ step)
        shares.append(share)
        way -= share * change
    if memory:
        step, change = memory[-1]
        way *= float(step @ change) / float(change @ change)
    else:
        way /= max(float(np.abs(slope).sum()), 1.0)
    for (step, change), share in zip(memory, reversed(shares), strict=True):
        way += step * (share - float(change @ way) / float(change @ step))
    return way
