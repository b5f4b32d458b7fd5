"""The first pass, step two: small expressions grow into larger ones, left and right, and get their prepositions."""

from __future__ import annotations

import re
from dataclasses import replace

from factdesk.model import Bound
from factdesk.reading.dates.grammar import Grammar
from factdesk.reading.dates.record import Found, Unresolved

DAYS = frozenset({"day", "weekday", "deictic", "holiday", "slashed", "monthday"})
_FINE = frozenset(
    {
        "day",
        "days",
        "month",
        "quarter",
        "half",
        "season",
        "portion",
        "definite",
        "yearend",
        "weekday",
        "holiday",
        "duration",
    }
)
_COARSE = frozenset({"year", "period", "fiscal", "decade", "month", "season", "quarter", "half", "definite", "century"})
_TIMES = frozenset({"clock", "daypart"})
_AMOUNTS = frozenset({"duration", "span", "portion", "set", "reference", "distance"})
_RANK = {
    "century": 9,
    "decade": 8,
    "year": 7,
    "fiscal": 7,
    "half": 6,
    "season": 5,
    "quarter": 5,
    "month": 4,
    "weekend": 3,
    "week": 3,
}
_GAP_FINE = re.compile(r",? | (?:of|in) |, (?:of )?|'s ")
_GAP_COARSE = re.compile(r"'s? | ")
_GAP_TIME = re.compile(r"(?: \([0-9]{1,2}[:.]?[0-9]{2} [a-z]{2,4}\))?,? (?:on |of )?")
"""A clock time may have the same in Greenwich time behind it ("10:35 a.m. (0735 GMT) Friday")."""
_GAP_DAY_TIME = re.compile(r",? (?:at |at around |at about |in the )?")
_GAP_AWAY = {" after ": 1, " from ": 1, " following ": 1, " before ": -1}
_GAP_BESIDE = (", ", " (", ", on ")
"""A named day and its date: "Independence Day, 1 October"; it is the date that counts."""
_GAP_RANGE = re.compile(r" ?(?:-|to|through|until|till|bis) ?")
_GAP_BETWEEN = re.compile(r" and ")


def _rank(record: Unresolved) -> int:
    if record.kind in ("period", "definite"):
        return _RANK.get(record.unit or "day", 2)
    return _RANK.get(record.kind, 2)


def _within(a: Unresolved, b: Unresolved, gap: str) -> Unresolved | None:
    if a.kind not in _FINE or b.kind not in _COARSE or a.within or a.year is not None:
        return None
    # A half is of a month or a season as well as of a year.
    if _rank(a) >= _rank(b) and (a.kind != "half" or b.kind == "half" or gap != " of "):
        return None
    if a.kind == "duration" and gap != " of ":
        return None
    if gap.strip() == "in" and a.kind not in ("portion", "half", "quarter"):
        return None
    if a.kind == "weekday" and (b.kind != "period" or gap == ", "):
        return None
    if b.kind == "year" and a.kind not in ("portion", "definite"):
        return replace(a, year=b.year) if gap != " in " or a.kind in ("quarter", "half") else None
    if gap == " " and b.kind not in ("year", "period", "definite"):
        return None
    return None if a.kind == "duration" else replace(a, within=b)


def _joined(a: Unresolved, b: Unresolved, gap: str) -> Unresolved | None:
    """Return the one record that two neighbours make, or null."""
    if a.kind == "weekday" and b.kind in ("day", "days", "holiday") and gap in (" ", ", ", ", the "):
        return b
    if {a.kind, b.kind} == {"holiday", "day"} and gap in _GAP_BESIDE:
        return a if a.kind == "day" else b
    if a.kind == "duration" and b.kind in ("day", "holiday", "slashed") and gap in _GAP_AWAY and a.number is not None:
        return replace(a, kind="distance", shift=_GAP_AWAY[gap], within=b)
    if a.kind == "weekof" and b.kind in DAYS and gap == " ":
        return replace(a, within=b)
    if a.kind in _TIMES and b.kind in DAYS and _GAP_TIME.fullmatch(gap):
        return replace(a, within=b, bare=False)
    if a.kind in DAYS and b.kind in _TIMES and b.within is None and _GAP_DAY_TIME.fullmatch(gap):
        return replace(b, within=a, bare=False)
    if a.kind in _TIMES and a.within and a.within.kind == "weekday" and b.kind == "day" and gap == ", ":
        return replace(a, within=b)
    if a.kind == "span" and b.kind in _COARSE and gap in (" of ", " in "):
        return (
            replace(a, kind="portion", edge="first" if a.toward == "first" else "last", within=b)
            if a.toward in ("last", "past")
            else None
        )
    if _GAP_FINE.fullmatch(gap) and (made := _within(a, b, gap)):
        return made
    if (
        _GAP_COARSE.fullmatch(gap)
        and a.kind in ("year", "period")
        and b.kind in ("quarter", "half", "season", "month", "holiday", "portion")
    ):
        return _within(b, a, " of ") if gap.startswith("'") or a.kind == "year" else None
    return None


def _is_dated(record: Unresolved) -> bool:
    return record.kind not in _AMOUNTS and (record.kind not in _TIMES or record.within is not None)


def _range(a: Unresolved, b: Unresolved, gap: str, before: str) -> Unresolved | None:
    same = _rank(a) == _rank(b) and _is_dated(a) and _is_dated(b)
    if not same or a.until or b.until:
        return None
    opened = bool(re.search(r"\b(?:from|between|vom|von) (?:the )?$", before))
    if _GAP_BETWEEN.fullmatch(gap):
        if not re.search(r"\bbetween $", before):
            return None
    elif not _GAP_RANGE.fullmatch(gap) or not (
        opened or a.kind in _TIMES or a.kind in ("day", "month", "year", "weekday", "days")
    ):
        return None
    if a.year is None and b.year is not None and (a.month or 0) <= (b.month or 12):
        a = replace(a, year=b.year)
    return replace(a, until=b)


def _edge_before(record: Unresolved, before: str, grammar: Grammar) -> re.Match[str] | None:
    """Return the words that narrow an expression; "earlier Friday" narrows what is told, not the day."""
    m = grammar.edge.search(before)
    if m and record.kind in DAYS and grammar.words["edges"][m.group("edge")] in ("earlier", "later", "some"):
        return None
    return m


def _may_be_about(record: Unresolved, low: str, end: int) -> bool:
    """Tell whether "around" may belong to an expression; in "get around Wednesday's ruling" it does not."""
    return record.kind != "reference" and not record.approximate and not low.startswith("'s", end)


def _edges(found: Found, low: str, grammar: Grammar) -> Found:
    start, record = found.start, found.record
    if record.kind == "set":
        return found
    about = grammar.approximate_amount if record.kind in ("duration", "distance") else grammar.approximate
    for _ in range(2):
        before = low[max(0, start - 28) : start]
        if record.kind not in _AMOUNTS and record.edge is None and (m := _edge_before(record, before, grammar)):
            start -= len(before) - m.start("edge")
            record = replace(record, edge=grammar.words["edges"][m.group("edge")])
        elif _may_be_about(record, low, found.end) and (m := about.search(before)):
            words = m.group().strip()
            start -= len(before) - m.start()
            record = replace(record, approximate=words not in grammar.words["less_is_more"])
    return replace(found, start=start, record=record)


def _bound(found: Found, low: str, grammar: Grammar) -> Found:
    before = low[max(0, found.start - 30) : found.start]
    own: dict[str, str] = grammar.words["own_bounds"]
    for words, bound in own.items():
        if low.startswith(words, found.start):
            return replace(found, bound=Bound(bound), bound_start=found.start, bound_words=words)
    m = grammar.before.search(before)
    if m is None:
        return found
    words = m.group("bound")
    begin = found.start - len(before) + m.start("bound")
    return replace(found, bound=Bound(grammar.words["bounds"][words]), bound_start=begin, bound_words=words)


def compose(found: list[Found], low: str, grammar: Grammar) -> list[Found]:
    """Return the expressions with their modifiers, joined with their neighbours, and tied by their prepositions."""
    items = list(found)
    for step in ("join", "join", "edge", "range"):
        if step == "edge":
            items = [_edges(item, low, grammar) for item in items]
            continue
        made: list[Found] = []
        for item in items:
            last = made[-1] if made else None
            merged = None
            gap = ""
            if last is not None and 0 < item.start - last.end < 20:
                gap = low[last.end : item.start]
                if step == "join":
                    merged = _joined(last.record, item.record, gap)
                else:
                    merged = _range(last.record, item.record, gap, low[max(0, last.start - 14) : last.start])
            if merged is not None and last is not None:
                rule = (
                    f"{last.rule} to {item.rule}"
                    if step == "range"
                    else (item.rule if merged.kind == item.record.kind else last.rule)
                )
                is_away = merged.kind == "distance" and last.record.kind == "duration"
                second = (last.end, item.start) if step == "range" or is_away else last.second
                closed = item.end + (gap == " (" and low.startswith(")", item.end))
                made[-1] = replace(last, end=closed, record=merged, rule=rule, second=second)
            else:
                made.append(item)
        items = made
    return [_bound(item, low, grammar) for item in items]
