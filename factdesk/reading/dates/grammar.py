"""The grammar of time expressions, read from the rules of a language: word tables and named patterns."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from factdesk.paths import resource

_PLACE = re.compile(r"\{(\w+)\}")
_FOLD = {
    0x2019: "'",
    0x2018: "'",
    0x2010: "-",
    0x2011: "-",
    0x2012: "-",
    0x2013: "-",
    0x2014: "-",
    0xA0: " ",
    0x202F: " ",
    0x2009: " ",
}
_CAPITALS = (*range(65, 91), 0xC4, 0xD6, 0xDC)
"""A to Z and the German umlauts."""
_FOLD_TABLE = {**_FOLD, 10: " ", 9: " ", 13: " ", **{code: chr(code + 32) for code in _CAPITALS}}
_PARTS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[^}]*\}|\((?:\?(?:P<\w+>|<?[=!]|:|P=\w+))?|.", re.DOTALL)
_GAP = "\n"
_SHORTEST_RUN = 3
_MOST_WORDS = 40
_OPTIONAL = ("?", "*", "{")
_LOOKING = ("(?=", "(?!", "(?<", "(?P=")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:))?")
_PLAIN = re.compile(r"[a-z -]")
_TABLES = {
    "month": "months",
    "weekday": "weekdays",
    "ord": "ordinals",
    "shift": "shifts",
    "season": "seasons",
    "daypart": "dayparts",
    "today": "todays",
    "decades": "decades",
    "reference": "references",
    "unit": "units",
}


_TRIGGERS = {
    "month": "months", "weekday": "weekdays", "ordinal": "ordinals", "shift": "shifts", "season": "seasons",
    "daypart": "dayparts", "today": "todays", "decadeword": "decades", "reference": "references", "unit": "units",
    "frequency": "frequencies", "century": "", "noon": "", "half": "", "fiscal": "", "every": "", "wordyear": "",
}  # fmt: skip
"""What a rule may need of its paragraph, and the table of words by which it is seen; more words are in "triggers"."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule reads in a sentence published on a day; the test of the rules runs every one of them."""

    text: str
    published: str
    value: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One named pattern: the kind of record it makes and what the pattern says in itself."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    needs: frozenset[str]
    says: tuple[tuple[str, Any], ...]
    examples: tuple[Example, ...]
    order: int
    either: tuple[frozenset[str], ...]
    """One word of each stands in whatever the pattern matches; empty where none is known."""
    shown: bool
    """It is in the README's table."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything the engine knows of one language's words for time."""

    language: str
    rules: tuple[Rule, ...]
    words: dict[str, Any]
    policy: dict[str, Any]
    holidays: dict[str, dict[str, Any]]
    countries: dict[str, str]
    """What a country is called after "in", by its code."""
    triggers: re.Pattern[str]
    trigger_of: dict[str, frozenset[str]]
    hints: frozenset[str]
    """The words of the rules' ``either``."""
    names: re.Pattern[str]
    """Names that hold a time word and are none ("The Mail on Sunday", "Good Friday Agreement")."""
    before: re.Pattern[str]
    """Words left of an expression that belong to it ("about", "the end of") or tie a claim to it ("by")."""
    edge: re.Pattern[str]
    approximate: re.Pattern[str]
    approximate_amount: re.Pattern[str]


def fold(text: str) -> str:
    """Lower-case ASCII letters and even out quotes, dashes and blanks, one character for one character."""
    return text.translate(_FOLD_TABLE)


def any_of(keys: list[str]) -> str:
    """Return an alternation of literal words, the longest first."""
    return "|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True))


def _fragments(words: dict[str, Any], holidays: dict[str, dict[str, Any]]) -> dict[str, str]:
    named = {name: f"(?P<{name}>{any_of(list(words[table]))})" for name, table in _TABLES.items()}
    counts = any_of([word for word in words["numbers"] if word not in ("a", "an")])
    chain = f"(?:{counts})(?:(?: and |[- ])(?:{counts}))*(?: and a half)?"
    one = words["fragments"]["one"]
    worded = f"(?:{one} )?(?:{words['fragments']['multiple']})|{chain}|{one}"
    figure = words["fragments"]["figure"]
    amount = (
        f"(?:(?P<vague>{any_of(list(words['vague']))})|(?:(?:{figure}|{worded})(?: to | or |-))?"
        f"(?P<num>{figure}|{worded}))"
    )
    return {
        **words["fragments"],
        **named,
        "amount": amount,
        "month_name": any_of([month for month in words["months"] if len(month) > 3]),
        "zone": any_of(words["zones"]),
        "holiday": f"(?P<holiday>{any_of(list(holidays))})",
    }


def _expand(pattern: str, fragments: dict[str, str]) -> str:
    return _PLACE.sub(lambda m: fragments[m.group(1)] if m.group(1) in fragments else m.group(), pattern)


def _rule(order: int, raw: dict[str, Any], fragments: dict[str, str]) -> Rule:
    pattern = _once(_expand(raw["pattern"], fragments))
    joined = (
        f"(?:(?<![\\w.][-/&'])|(?<=mid-)|(?<=late-)|(?<=early-)|(?<=end-)|(?<=[a-z.0-9]-)(?={fragments['month_name']}))"
    )
    whole = rf"(?<![\w$€£]){joined}(?<!\d[.,])(?:{pattern})(?![\w])(?!'[a-rt-z])(?!\.[a-z0-9])(?![-/][0-9])"
    return Rule(
        raw["name"],
        raw["kind"],
        re.compile(whole),
        frozenset(raw["needs"]),
        tuple(raw.get("set", {}).items()),
        tuple(Example(*example) for example in raw["examples"]),
        order,
        _either_of(pattern),
        raw.get("shown", False),
    )


def _either_of(pattern: str) -> tuple[frozenset[str], ...]:
    """Return sets of plain words, of each of which a pattern cannot do without one: from its runs and its groups."""
    branches = [_needed(branch) for branch in _branches(pattern)]
    if len(branches) == 1:
        return tuple(branches[0])
    best = [min(branch, key=len, default=frozenset()) for branch in branches]
    whole = frozenset[str]().union(*best)
    return (whole,) if all(best) and len(whole) <= _MOST_WORDS else ()


def _needed(branch: list[str]) -> list[frozenset[str]]:
    """Return what each part of a branch cannot do without, as far as no sign makes that part optional."""
    plain, found = "", list[frozenset[str]]()
    for part, after in zip(branch, [*branch[1:], ""], strict=True):
        is_sure = after[:1] not in _OPTIONAL
        if part.startswith("("):
            found += _either_of(_GROUP.sub("", part, count=1)[:-1]) if is_sure and not part.startswith(_LOOKING) else []
        plain += part if is_sure and _PLAIN.fullmatch(part) else _GAP
    longest = max(plain.split(_GAP), key=len)
    return [*found, frozenset([longest])] if len(longest) >= _SHORTEST_RUN else found


def _branches(pattern: str) -> list[list[str]]:
    """Part a pattern at its own strokes, each branch into its letters, signs, classes and whole groups."""
    out: list[list[str]] = [[]]
    depth = 0
    for part in _PARTS.findall(pattern):
        opens, closes = part.startswith("("), part == ")"
        inside = depth > 0
        depth += opens - closes
        if inside:
            out[-1][-1] += part
        elif part == "|":
            out.append([])
        else:
            out[-1].append(part)
    return out


def _once(pattern: str) -> str:
    """Unname the second group of a name (the pattern has it twice in two branches)."""
    seen: set[str] = set()

    def keep(m: re.Match[str]) -> str:
        name = m.group(1)
        if name in seen:
            return f"(?P<{name}_b>"
        seen.add(name)
        return m.group()

    return re.sub(r"\(\?P<(\w+)>", keep, pattern)


def _trigger_words(words: dict[str, Any], holidays: dict[str, Any]) -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    sources: dict[str, list[str]] = {
        kind: [*(words[table] if table else []), *words["triggers"].get(kind, [])] for kind, table in _TRIGGERS.items()
    }
    sources["holiday"] = list(holidays)
    for kind, keys in sources.items():
        for key in keys:
            pieces: list[str] = re.findall(r"[^\W\d_]+", key)
            if pieces:
                kinds.setdefault(max(pieces, key=len), set()).add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


def _load(language: str, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resource("rules", language, f"dates_{name}.json").read_text("utf-8"))
    return loaded


def has_rules(language: str) -> bool:
    """Tell whether there are rules for a language (ISO 639-1)."""
    return language.isalpha() and resource("rules", language, "dates_rules.json").exists()


@cache
def grammar(language: str = "en") -> Grammar:
    """Return the grammar of a language, read once.

    Raises:
        FileNotFoundError: there are no rules for the language.
    """
    words, policy = _load(language, "words"), {**_load("en", "policy"), **_load(language, "policy")}
    named = _load(language, "holidays")
    holidays = {fold(name): day for day in named["days"] for name in day["names"]}
    fragments = _fragments(words, holidays)
    rules = tuple(_rule(i, raw, fragments) for i, raw in enumerate(_load(language, "rules")["rules"]))
    the = words["fragments"]["determiner"]
    return Grammar(
        language,
        rules,
        words,
        policy,
        holidays,
        named.get("countries", {}),
        re.compile(r"[^\W\d_]+|[0-9]"),
        _trigger_words(words, holidays),
        frozenset(word for rule in rules for either in rule.either for word in either),
        re.compile(rf"\b(?:{any_of(words['names'])})\b"),
        re.compile(rf"(?<!\w)(?P<bound>{any_of(list(words['bounds']))}) {the}$"),
        re.compile(rf"(?<!\w)(?P<edge>{any_of(list(words['edges']))})(?: ?(?<=-)| (?:(?:in|on) )?)$"),
        re.compile(rf"(?<!\w)(?:{any_of(words['approximate'] + words['less_is_more'])}) $"),
        re.compile(
            rf"(?<!\w)(?:{any_of(words['approximate'] + words['less_is_more'] + words['approximate_amounts'])}) $"
        ),
    )
