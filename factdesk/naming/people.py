"""What a speaker's name says of itself: whose name it is, apart from titles, initials, accents and case.

The rule is conservative: two names are one only where every word of them that is no title and no initial is the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from factdesk.naming.aliases import aliases
from factdesk.naming.plain import plain
from factdesk.paths import resource

_VERSION = 1
"""Of the code of this room; a new one has every desk look at its names again."""
_KEPT = 8192
"""Names taken apart that are remembered: a desk's speakers come up again and again."""
_BODY = "@"
_LONGEST_NAME = 5
"""Words of a person's name without its particles; what is longer is a description."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ARTICLES = ("the", "a", "an")
_NUMERAL = re.compile(r"[IVX]+")
_RUN_TOGETHER = re.compile(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_])")
"""Between the initials of "J.D."."""


class Shape(StrEnum):
    """How much of a name there is."""

    FULL = "full"
    """First and last name of a person."""
    BARE = "bare"
    """One word, which may be somebody's last name."""
    INITIAL = "initial"
    """An initial and a last name."""
    BODY = "body"
    """A country, body or company of the alias list."""
    OTHER = "other"
    """Another name: "Harbour Transport Ministry"."""
    UNNAMED = "unnamed"
    """A description, which means somebody else in every report: "officials", "the company", "a Navy spokesman"."""


@dataclass(frozen=True, slots=True)
class Form:
    """A speaker's name taken apart."""

    name: str
    """As it stands in the report."""
    shape: Shape
    handle: str
    """What all spellings of the name have in common."""
    family: str | None
    """The word by which a person goes alone; null for what is no person's name."""
    initials: str
    """Initials besides the first name, without blanks."""
    shown: str
    """The name without titles."""


@dataclass(frozen=True, slots=True)
class _Rules:
    titles: frozenset[str]
    regnal: frozenset[str]
    also_names: frozenset[str]
    offices: frozenset[str]
    suffixes: frozenset[str]
    degrees: frozenset[str]
    particles: frozenset[str]
    family_first: frozenset[str]
    body_words: frozenset[str]
    behind_heads: frozenset[str]


@cache
def fingerprint(language: str = "en") -> str:
    """Return what changes when the rules by which names are taken apart and grouped do."""
    files = [resource("rules", language, name) for name in ("aliases.json", "people.json")]
    data = b"".join(file.read_bytes() for file in files if file.exists())
    return f"{_VERSION}-{hashlib.sha256(data).hexdigest()[:16]}"


@lru_cache(maxsize=_KEPT)
def form_of(name: str, language: str = "en") -> Form:
    """Take a speaker's name apart."""
    rules = _rules(language)
    clean = " ".join(name.split()).strip(" \"'“”‘’")
    known = aliases(language)
    actor = known.speaking(clean)
    if actor is not None:
        return Form(name, Shape.BODY, _BODY + plain(actor.name), None, "", actor.name)
    person = None if known.knows(clean) else _person(_without_titles(clean, rules), rules)
    if person is not None:
        return Form(name, *person)
    shape = Shape.UNNAMED if _describes(clean, rules) else Shape.OTHER
    return Form(name, shape, plain(_without_article(clean)), None, "", clean)


@cache
def _rules(language: str) -> _Rules:
    file = resource("rules", language, "people.json")
    data: Mapping[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    # The words of titles are compared as the words of names are: without dots and hyphens.
    return _Rules(*(frozenset(map(plain, data.get(key, {}).get("words", ()))) for key in _Rules.__slots__))


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in _ARTICLES else name


def _describes(name: str, rules: _Rules) -> bool:
    """Tell whether words describe somebody instead of naming them: their head is no name, whatever depends on it."""
    words = _without_article(name).split()
    behind = next((n for n, word in enumerate(words) if n and word.casefold() in rules.behind_heads), len(words))
    if not words:
        return True
    head = words[behind - 1].strip("“”\"'’()")
    is_role = _is_role([head], rules) and (len(words) == 1 or (behind == 1 and plain(head).endswith("s")))
    is_office = plain(head) in rules.titles - rules.also_names
    return is_role or is_office or not head[:1].isalpha() or head[:1].islower()


def _without_titles(name: str, rules: _Rules) -> list[str]:
    """Return the words of a name after its last title: "US Treasury Secretary Scott Bessent", "Lin Jian, spokesman"."""
    first, *rest = _IN_BRACKETS.sub(" ", name).split(",")
    behind = [part for part in rest if _is_suffix(part, rules)]
    words = [*_RUN_TOGETHER.sub(" ", first).split(), *(word for part in behind for word in part.split())]
    while len(words) > 1 and plain(words[-1]) in rules.degrees:
        words.pop()
    at = _after_titles(words, rules)
    return words[at:]


def _is_suffix(part: str, rules: _Rules) -> bool:
    return plain(part) in rules.suffixes


def _after_titles(words: list[str], rules: _Rules) -> int:
    """Return where the name itself begins."""
    folded = [plain(word) for word in words]
    last = max((n for n, word in enumerate(folded[:-1]) if word in rules.titles), default=-1)
    if last < 0 or (folded[last] in rules.regnal and all(map(_NUMERAL.fullmatch, words[last + 2 :]))):
        return 0  # "Pope Leo XIV" has no last name.
    at = last + 1
    if folded[at] == "of":
        for length in (2, 1):
            if " ".join(folded[at + 1 : at + 1 + length]) in rules.offices and at + 1 + length < len(words):
                return at + 1 + length
    return at


def _person(words: list[str], rules: _Rules) -> tuple[Shape, str, str | None, str, str] | None:
    """Return shape, handle, family, initials and shown name of a person; null for what does not look like one."""
    suffix = plain(words[-1]) if len(words) > 1 and plain(words[-1]) in rules.suffixes else ""
    named = words[:-1] if suffix else words
    if (
        not named
        or named[0].casefold() in _ARTICLES
        or _is_role(named, rules)
        or not all(_is_name_word(word, rules) for word in named)
    ):
        return None
    first, initials, rest = _parts([part for word in named for part in plain(word).split()])
    full = [*([first] if first else []), *rest]
    shown = " ".join([*named, *([words[-1].rstrip(".")] if suffix else [])])
    if not rest or sum(part not in rules.particles for part in full) > _LONGEST_NAME:
        return None
    handle = " ".join([*full, *([suffix] if suffix else [])])
    if len(full) == 1 or _is_last_name(named, full, rules):
        shape = Shape.INITIAL if initials else Shape.BARE
        return (shape, " ".join([*initials, handle]), full[-1], initials, shown) if len(full[-1]) > 1 else None
    return Shape.FULL, handle, _family(full, rules), initials, shown


def _parts(tokens: list[str]) -> tuple[str, str, list[str]]:
    """Return a first name made of initials ("jd"), the other initials, and the words of the name."""
    lead = 0
    while lead < len(tokens) - 1 and len(tokens[lead]) == 1:
        lead += 1
    rest = tokens[lead:]
    middle = "".join(part for part in rest[:-1] if len(part) == 1)
    words = [part for n, part in enumerate(rest) if len(part) > 1 or n == len(rest) - 1]
    if lead >= 2 and len(words) == 1:
        return "".join(tokens[:lead]), middle, words
    return "", "".join(tokens[:lead]) + middle, words


def _is_last_name(named: list[str], full: list[str], rules: _Rules) -> bool:
    """Tell whether a name is a last name of several words: "von der Leyen", "al-Sisi"; "Ben Okoro" is none."""
    if any(part not in rules.particles for part in full[:-1]):
        return False
    return len(full) > 2 or named[0][:1].islower() or len(named) == 1


def _family(full: list[str], rules: _Rules) -> str:
    """Return the last name, which is the first word of Chinese and Korean names."""
    is_first = full[0] in rules.family_first and (len(full) > 2 or full[0] != "kim")
    return full[0] if is_first else full[-1]


def _is_role(words: list[str], rules: _Rules) -> bool:
    """Tell whether a single word is a role, one or several: "President", "Economists"; Stephen King is a name."""
    folded = plain(words[-1])
    return len(words) == 1 and bool({folded, folded.removesuffix("s")} & (rules.titles | rules.body_words))


def _is_name_word(word: str, rules: _Rules) -> bool:
    """Tell whether a word can be part of a person's name: a capital, or "van"; no digit, no word of bodies."""
    folded = plain(word)
    if folded in rules.particles:
        return True
    before, _, after = word.partition("-")
    letters = after if plain(before) in rules.particles and after else word.removeprefix("d'").removeprefix("d’")
    is_word = folded in rules.body_words or (folded in rules.titles and folded not in rules.also_names)
    return letters[:1].isupper() and not any(c.isdigit() for c in word) and not is_word
