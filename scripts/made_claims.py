"""Made-up claims by the million, for measuring: words, names and numbers as frequent as they are in news.

The sentences are those of the news pairs in ``scripts/pairs`` with most content words, all names and all numbers put
anew: words by how often the pairs have them, names by Zipf's law from actors that everybody knows down to some 60,000
that were made up. So some words and names stand in every tenth claim, and most in a handful.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, count
from pathlib import Path
from typing import Any

from factdesk.naming import aliases

PAIRS = Path(__file__).parent / "pairs"
_TOKEN = re.compile(r"[A-Z][\w’'-]*(?:\s(?:of\s)?[A-Z][\w’'-]*)*|\d[\d,.]*\d|\d|[a-z]+(?:-[a-z]+)*|.", re.DOTALL)
_KEPT, _CHANGED = 130, 0.6
_MADE_UP = 60_000
_KNOWN_SHARE = 0.35
_BUFFER = 50_000
_ENDINGS = ("ing", "ed", "ly", "tion", "s")
_SYLLABLES = (
    "bel", "cor", "dan", "fel", "gar", "hol", "jur", "kam", "lin", "mor", "nes", "pol", "ras", "sol", "tav", "vor",
    "an", "bro", "ces", "dru", "esk", "fri", "gon", "hav", "ist", "kel", "lom", "mur", "nov", "ost", "per", "rud",
)  # fmt: skip
_SORTS = ("", "", "", "", " Group", " Corp", " Party", " Council", " University", " Ministry", " Bay", " Authority")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def families() -> list[dict[str, Any]]:
    """Return the families of the news pairs."""
    lines = [line for file in sorted(PAIRS.glob("families-*.jsonl")) for line in file.read_text("utf8").splitlines()]
    return [json.loads(line) for line in lines]


class Weighted:
    """Draws from values by their weights, many at a time."""

    def __init__(self, values: Sequence[str], weights: Sequence[float], choice: random.Random) -> None:
        self._values, self._sums, self._choice = values, list(accumulate(weights)), choice
        self._drawn: Iterator[str] = iter(())

    def draw(self) -> str:
        """Return one value."""
        found = next(self._drawn, None)
        if found is None:
            self._drawn = iter(self._choice.choices(self._values, cum_weights=self._sums, k=_BUFFER))
            found = next(self._drawn)
        return found


class MadeClaims:
    """Sentences made of those of the news pairs; the same seed gives the same ones."""

    def __init__(self, known: Sequence[dict[str, Any]], seed: int, names: Sequence[str] = ()) -> None:
        """Learn the words of some families; ``names`` are used as often as actors that everybody knows."""
        self._choice = random.Random(seed)
        texts = [text for f in known for text in (f["claim"]["text"], *(p["text"] for p in f["passages"]))]
        counts = Counter(word for text in texts for word in _TOKEN.findall(text) if word[0].islower())
        common = {word for word, _ in counts.most_common(_KEPT)}
        by_ending: dict[str, dict[str, float]] = defaultdict(dict)
        for word, n in counts.items():
            if word not in common:
                by_ending[_ending(word)][word] = n
        self._words = {
            end: Weighted(list(words), list(words.values()), self._choice) for end, words in by_ending.items()
        }
        self._common = common
        famous = [name for actor in aliases("en").actors for name in actor.sure_names[:1]]
        self._famous = _by_zipf([*names, *famous], self._choice)
        self._made_up = _by_zipf([_made_up(self._choice) for _ in range(_MADE_UP)], self._choice)
        self._models = [_TOKEN.findall(f["claim"]["text"]) for f in known]

    def sentences(self) -> Iterator[str]:
        """Yield sentences without end."""
        for number in count():
            model = self._models[number % len(self._models)]
            yield "".join(self._other(token) for token in model)

    def name(self) -> str:
        """Return a name."""
        return (self._famous if self._choice.random() < _KNOWN_SHARE else self._made_up).draw()

    def _other(self, token: str) -> str:
        first = token[0]
        if first.islower():
            kept = token in self._common or self._choice.random() > _CHANGED
            return token if kept else self._words[_ending(token)].draw()
        if first.isdigit():
            return self._number(token)
        if not first.isupper() or token.lower() in self._common:
            return token
        if token in _MONTHS:
            return self._choice.choice(_MONTHS)
        return self._choice.choice(_DAYS) if token in _DAYS else self.name()

    def _number(self, token: str) -> str:
        if len(token) == 4 and token.startswith("20"):
            return str(self._choice.randint(2024, 2027))
        return re.sub(r"\d", lambda d: str(self._choice.randint(1, 9)), token)


def _ending(word: str) -> str:
    return next((end for end in _ENDINGS if word.endswith(end)), "")


def _by_zipf(names: list[str], choice: random.Random) -> Weighted:
    choice.shuffle(names)
    return Weighted(names, [1 / rank for rank in range(1, len(names) + 1)], choice)


def _made_up(choice: random.Random) -> str:
    words = [
        "".join(choice.choices(_SYLLABLES, k=choice.randint(2, 3))).capitalize() for _ in range(choice.randint(1, 2))
    ]
    return " ".join(words) + choice.choice(_SORTS)
