"""How well probabilities are calibrated: a table of ten bins and the expected calibration error."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def reliability(p: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Print what was said and what is true in each bin, and return the expected calibration error."""
    bins = np.minimum((p * 10).astype(int), 9)
    error = 0.0
    for i in sorted(set(bins.tolist())):
        here = bins == i
        said, true = p[here].mean(), y[here].mean()
        error += float(here.mean() * abs(said - true))
        print(f"  {i / 10:.1f}-{(i + 1) / 10:.1f}  n {here.sum():5}  said {said:.2f}  are {true:.2f}")
    return error
