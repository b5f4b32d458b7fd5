"""The trained judge: a small network that reads claim and passage together."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from factdesk.matching.tokens import Encoded, WordPieces, read_vocabulary
from factdesk.matching.wording import Asked, worded
from factdesk.model import Relation
from factdesk.paths import resource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

RELATIONS = (
    Relation.CONFIRMS,
    Relation.CONTRADICTS,
    Relation.PARTLY,
    Relation.MOVES,
    Relation.MENTIONS,
    Relation.UNRELATED,
)
"""What the network's outputs stand for, in their order."""
LONGEST = 160
"""Pieces of words that a claim and a passage have together at most; what is beyond is not read."""
_BATCH = 1
"""Pairs read at once. 8-bit numbers are scaled over all that is read at once, so company changes the answers (by up
to 0.17 in one trial), and reading 16 at once saves but a tenth of the time."""


@dataclass(frozen=True, slots=True)
class Network:
    """The network with its vocabulary, run on the processor by one thread; the same question gets the same answer."""

    words: WordPieces
    session: InferenceSession

    def chances(self, items: Sequence[Asked]) -> list[dict[Relation, float]]:
        """Return the network's probability of every relation for each question."""
        encoded = [self.words.pair(*worded(item), LONGEST) for item in items]
        order = sorted(range(len(items)), key=lambda i: (len(encoded[i].pieces), i))
        found: dict[int, dict[Relation, float]] = {}
        for at in range(0, len(order), _BATCH):
            own = order[at : at + _BATCH]
            (outputs,) = self.session.run(None, inputs_of([encoded[i] for i in own]))
            found |= {i: _chances(row) for i, row in zip(own, outputs.tolist(), strict=True)}
        return [found[i] for i in range(len(items))]


def inputs_of(batch: Sequence[Encoded]) -> dict[str, NDArray[np.int64]]:
    """Return a batch as the network takes it, padded to its longest pair."""
    import numpy as np

    width = max(len(e.pieces) for e in batch)
    pieces, sides, mask = (np.zeros((len(batch), width), dtype=np.int64) for _ in range(3))
    for row, e in enumerate(batch):
        length = len(e.pieces)
        pieces[row, :length] = e.pieces
        sides[row, e.first : length] = 1
        mask[row, :length] = 1
    return {"pieces": pieces, "sides": sides, "mask": mask}


def _chances(outputs: Sequence[float]) -> dict[Relation, float]:
    highest = max(outputs)
    powers = [math.exp(value - highest) for value in outputs]
    return {relation: power / sum(powers) for relation, power in zip(RELATIONS, powers, strict=True)}


@cache
def network() -> Network | None:
    """Return the trained judge that is shipped, null where it or what runs it is not installed."""
    folder = resource("models", "judge")
    return load_network(folder / "model.onnx", folder / "vocab.txt") if is_installed() else None


def is_installed() -> bool:
    """Tell whether the trained judge and what runs it are here; neither is loaded."""
    return (resource("models", "judge") / "model.onnx").exists() and find_spec("onnxruntime") is not None


def load_network(model: Path, vocabulary: Path) -> Network:
    """Load a network and its vocabulary from their files; what runs it is kept from reporting home."""
    # From 1.29 on the library writes an id and events to the user's cache folder and sends them, unless this is set
    # before it is loaded; on Windows the call is what silences it.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return Network(read_vocabulary(vocabulary), session)
