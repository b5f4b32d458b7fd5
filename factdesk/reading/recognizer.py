"""Named things, as the pipeline's recognizer finds them, decided for many words at once.

The recognizer goes from word to word and asks at each which of its many moves are allowed, which takes as long as all
of its arithmetic. But what it does at a word while no name is open depends on that word alone: so this is worked out
for all words in one go, and only the words of a name that was begun are gone through. What is found is the same.

Source: the transitions of spaCy's ``EntityRecognizer`` and the network of ``TransitionBasedParser.v2`` under it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST_WORDS = 4000
"""So many words are gone through together, as each takes some two kilobytes."""
_STRETCH = 8
"""So many words after the first of a name are looked at together."""


def recognize(recognizer: Any, docs: Sequence[Doc]) -> None:
    """Set the named things of parsed texts that have none yet, as ``recognizer`` would."""
    for some in _portions(docs):
        if _is_known(recognizer):
            _recognize(recognizer, some)
        else:
            recognizer.set_annotations(some, recognizer.predict(some))


def _is_known(recognizer: Any) -> bool:
    """Tell whether a recognizer decides in the way known here: each time the best move, by three words."""
    model = recognizer.model
    return bool(
        recognizer.cfg["beam_width"] == 1
        and model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and model.get_ref("lower").get_dim("nF") == 3
    )


def _portions(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
    some: list[Doc] = []
    count = 0
    for doc in docs:
        if some and count + len(doc) > _MOST_WORDS:
            yield some
            some, count = [], 0
        some.append(doc)
        count += len(doc)
    if some:
        yield some


def _recognize(recognizer: Any, docs: list[Doc]) -> None:
    import numpy
    from spacy.attrs import IS_SPACE, SENT_START
    from spacy.tokens import Span

    of_words = numpy.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in docs])
    if not len(of_words):
        return
    offsets = numpy.cumsum([0, *map(len, docs)])
    is_last = numpy.zeros(len(of_words) + 1, dtype=bool)
    is_last[:-1] = of_words[:, 0] == 1
    is_last[offsets] = True
    found = _Network(recognizer, docs).names(is_last[1:], of_words[:, 1] == 1)
    name = next(found, None)
    for doc, (offset, until) in zip(docs, pairwise(offsets.tolist()), strict=True):
        own = []
        while name is not None and name[0] < until:
            start, end, label = name
            own.append(Span(doc, start - offset, end - offset, label=label))
            name = next(found, None)
        doc.set_ents(own)


class _Network:
    """The recognizer's network on the words of some texts, one text after the other."""

    def __init__(self, recognizer: Any, docs: list[Doc]) -> None:
        model, moves = recognizer.model, recognizer.moves
        self.lower, self.upper = model.get_ref("lower"), model.get_ref("upper")
        self.words = model.get_ref("tok2vec").predict(docs)
        self.moves = [moves.get_class_name(number) for number in range(moves.n_moves)]

    def names(self, is_last: Any, is_space: Any) -> Iterator[tuple[int, int, str]]:
        """Yield first word, end and label of each name; ``is_last`` tells the words that end a sentence or a text."""
        end = 0
        for start, move in self._openings(is_last, is_space):
            if start >= end:
                end = self._end(start, move[2:], is_last) if move.startswith("B-") else start + 1
                yield start, end, move[2:]

    def _openings(self, is_last: Any, is_space: Any) -> list[tuple[int, str]]:
        """Return the words at which a name begins where none is open, with the best move there."""
        numbers = [i for i, move in enumerate(self.moves) if move == "O" or (move[0] in "BU" and move != "U-")]
        nothing = self.lower.get_param("pad")[0]
        hidden = self._hidden(self._adds(0, self.words) + nothing[1] + nothing[2])
        weights, bias = (self.upper.get_param(name)[numbers] for name in ("W", "b"))
        scores = self.upper.ops.gemm(hidden, weights, trans2=True) + bias
        moves = [self.moves[i] for i in numbers]
        lowest = scores.min() - 1
        for i, move in enumerate(moves):
            if move != "O":
                scores[(is_space | is_last) if move.startswith("B-") else is_space, i] = lowest
        best = scores.argmax(axis=-1)
        opens = (best != moves.index("O")).nonzero()[0]
        return [(start, moves[move]) for start, move in zip(opens.tolist(), best[opens].tolist(), strict=True)]

    def _end(self, start: int, label: str, is_last: Any) -> int:
        """Return the end of a name of several words that begins with a word."""
        more, done = self.moves.index(f"I-{label}"), self.moves.index(f"L-{label}")
        weights, bias = (self.upper.get_param(name) for name in ("W", "b"))
        towards, least = weights[more] - weights[done], bias[done] - bias[more]
        first = self._adds(1, self.words[start : start + 1])
        at = start + 1
        while True:
            until = min(at + _STRETCH, len(self.words))
            before = self._adds(2, self.words[at - 1 : until - 1])
            hidden = self._hidden(self._adds(0, self.words[at:until]) + first + before)
            ends = (hidden @ towards < least) | is_last[at:until]
            if ends.any():
                return at + int(ends.argmax()) + 1
            at = until

    def _hidden(self, added: Any) -> Any:
        return self.lower.ops.maxout(added + self.lower.get_param("b"))[0]

    def _adds(self, place: int, words: Any) -> Any:
        """Return what words add: at the place at hand, as the first of the open name, as the one before."""
        weights = self.lower.get_param("W")[place]
        out, pieces, width = weights.shape
        return self.lower.ops.gemm(words, weights.reshape(out * pieces, width), trans2=True).reshape(-1, out, pieces)
