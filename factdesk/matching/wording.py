"""What the trained judge is asked: claim and passage in words, with what the comparison knows of their dates.

A small network reckons badly with dates ("no later than April" looks like a denial to it), and the date engine has read
them anyway. So the claim's due words give way to "by the due date", and behind each date of the passage stands where
it lies to the due date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from factdesk.matching.comparison import Comparison
from factdesk.matching.dating import dated, ends, told_dates
from factdesk.matching.lexicon import lexicon
from factdesk.matching.views import ClaimView
from factdesk.matching.words import ROMAN

WHEN = ("Before the due date", "On the due date", "After the due date")
_NUMERAL = re.compile(rf"\b(?:{'|'.join(ROMAN).upper()})\b")
_BOUND = re.compile(
    r"\b(?:(?:no|not) (?:later|earlier) than|as (?:early|soon|late) as|on or before|(?:up )?until|(?:with)?in|on|by"
    r"|before|after|at|from|for)(?: the)? $",
    re.IGNORECASE,
)
_OF_A_NOUN = re.compile(r"\b(?:an?|the|this|that|its|their|his|her)(?: \w+)? $", re.IGNORECASE)
_EXPLAINED = re.compile(r" \[[^\]]*\]")

Days = tuple[int, date, date]
"""Where the words of a date end in the passage, and its first and last day."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim and a passage in words, with what a reader would know beside them."""

    claim: str
    passage: str
    before: str = ""
    """The sentence before the passage in its report, for a passage that names nobody itself."""
    claim_title: str = ""
    """Title of the claim's report."""
    title: str = ""
    """Title of the report with the passage."""
    due_from: date | None = None
    due_to: date | None = None
    day: date | None = None
    """When the report with the passage appeared."""
    due_at: tuple[int, int] | None = None
    """Where the claim says when it falls due."""
    days: tuple[Days, ...] = ()
    """The dates of what the passage tells."""


def asked(c: Comparison) -> Asked:
    """Return what the network is asked about a comparison."""
    due, told = c.claim.due, c.passage.passage
    return Asked(
        c.claim.view.passage.text,
        told.text,
        "" if c.passage.actors else c.context.before,
        c.claim.title,
        c.context.title,
        due.from_day if due else None,
        due.to_day if due else None,
        c.published,
        _due_at(c.claim),
        tuple((t.end - told.start, *ends(t)) for t in told_dates(told, lexicon(), c.roles.blocked)),
    )


def _due_at(claim: ClaimView) -> tuple[int, int] | None:
    """Find the words that say when a claim falls due; those that were given with it stand for days that it names."""
    due, passage = claim.due, claim.view.passage
    if due is None or due.to_day is None:
        return None
    at = passage.text.find(due.text) if due.text else -1
    if at >= 0:
        return at, at + len(due.text)
    times = [t for t in dated(passage) if ends(t)[1] == due.to_day]
    return (times[0].start - passage.start, times[0].end - passage.start) if times else None


def worded(item: Asked) -> tuple[str, str]:
    """Return claim and passage as the network reads them, each under its title; where the due date lies is in words."""
    when = _when(item)
    passage = _with_days(item)
    told = f"{item.before} {passage}" if item.before else passage
    claim = _claim(item)
    claim = f"{item.claim_title} | {claim}" if item.claim_title else claim
    told = f"{item.title} | {told}" if item.title else told
    return _arabic(claim), _arabic(f"{when}: {told}" if when else told)


def _claim(item: Asked) -> str:
    """Return the claim with "by the due date" for the words that say when it falls due."""
    if item.due_to is None or item.due_at is None:
        return item.claim
    start, end = item.due_at
    before, words, rest = item.claim[:start], item.claim[start:end], item.claim[end:]
    explained = _EXPLAINED.match(rest)
    after = rest[explained.end() :] if explained else rest
    if _OF_A_NOUN.search(before) and not _BOUND.search(before):
        return f"{before}{words} (the due date){after}"
    bound = _BOUND.search(before)
    before = before[: bound.start()] if bound else before
    return f"{before}{'by' if item.due_from is None else 'on'} the due date{after}"


def _with_days(item: Asked) -> str:
    """Return the passage with a word behind each date on where it lies to the claim's due date."""
    told = item.passage
    for at, first, last in sorted(item.days, reverse=True):
        lies = _lies(first, last, item)
        told = f"{told[:at]} ({lies.lower()}){told[at:]}" if lies else told
    return told


def _when(item: Asked) -> str:
    """Say how the day of the passage lies to the claim's due date, nothing where either is not known."""
    return _lies(item.day, item.day, item) if item.day else ""


def _lies(first: date, last: date, item: Asked) -> str:
    """Say how some days lie to the claim's due date, nothing where they lie across its edge."""
    if item.due_to is None:
        return ""
    before, on, after = WHEN
    start = item.due_from or item.due_to
    if first > item.due_to:
        return after
    if last < start:
        return before
    return on if start <= first and last <= item.due_to else ""


def _arabic(text: str) -> str:
    return _NUMERAL.sub(lambda found: ROMAN[found.group().lower()], text)
