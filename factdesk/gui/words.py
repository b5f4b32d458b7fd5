"""The words a person reads for the closed sets, for days and for due dates; all of them translatable."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from factdesk.gui.shown_text import shown_line
from factdesk.model import Bound, Due, EvidenceState, Kind, Outcome, PublishedBy, Relation, ReportHead, Review

_CONTEXT = "words"
_OUTCOMES = {
    Outcome.PENDING: QT_TRANSLATE_NOOP("words", "Pending"),
    Outcome.OVERDUE: QT_TRANSLATE_NOOP("words", "Overdue"),
    Outcome.CONFIRMED: QT_TRANSLATE_NOOP("words", "Confirmed"),
    Outcome.LATE: QT_TRANSLATE_NOOP("words", "Late"),
    Outcome.PARTLY: QT_TRANSLATE_NOOP("words", "Partly"),
    Outcome.CONTRADICTED: QT_TRANSLATE_NOOP("words", "Contradicted"),
    Outcome.DISPUTED: QT_TRANSLATE_NOOP("words", "Disputed"),
    Outcome.UNRESOLVABLE: QT_TRANSLATE_NOOP("words", "Unresolvable"),
}
_REVIEWS = {
    Review.NEW: QT_TRANSLATE_NOOP("words", "New"),
    Review.VERIFIED: QT_TRANSLATE_NOOP("words", "Verified"),
    Review.REJECTED: QT_TRANSLATE_NOOP("words", "Rejected"),
    Review.FLAGGED: QT_TRANSLATE_NOOP("words", "Flagged"),
}
_RELATIONS = {
    Relation.CONFIRMS: QT_TRANSLATE_NOOP("words", "Confirms"),
    Relation.CONTRADICTS: QT_TRANSLATE_NOOP("words", "Contradicts"),
    Relation.PARTLY: QT_TRANSLATE_NOOP("words", "Confirms in part"),
    Relation.MOVES: QT_TRANSLATE_NOOP("words", "Moves the date"),
    Relation.MENTIONS: QT_TRANSLATE_NOOP("words", "Mentions"),
    Relation.UNRELATED: QT_TRANSLATE_NOOP("words", "Unrelated"),
}
_STATES = {
    EvidenceState.PROPOSED: QT_TRANSLATE_NOOP("words", "Proposed"),
    EvidenceState.ACCEPTED: QT_TRANSLATE_NOOP("words", "Accepted"),
    EvidenceState.REJECTED: QT_TRANSLATE_NOOP("words", "Rejected"),
}
_KINDS = {
    Kind.EVENT: QT_TRANSLATE_NOOP("words", "Event"),
    Kind.COMMITMENT: QT_TRANSLATE_NOOP("words", "Commitment"),
    Kind.DEADLINE: QT_TRANSLATE_NOOP("words", "Deadline"),
    Kind.PREDICTION: QT_TRANSLATE_NOOP("words", "Prediction"),
    Kind.STATEMENT: QT_TRANSLATE_NOOP("words", "Statement"),
}
_KNOWN_BY = {
    PublishedBy.GIVEN: QT_TRANSLATE_NOOP("words", "as given"),
    PublishedBy.METADATA: QT_TRANSLATE_NOOP("words", "from the page's data"),
    PublishedBy.TEXT: QT_TRANSLATE_NOOP("words", "from the text"),
    PublishedBy.GUESSED: QT_TRANSLATE_NOOP("words", "guessed"),
    PublishedBy.UNKNOWN: QT_TRANSLATE_NOOP("words", "not known"),
}
_MONTHS = (
    QT_TRANSLATE_NOOP("words", "Jan"),
    QT_TRANSLATE_NOOP("words", "Feb"),
    QT_TRANSLATE_NOOP("words", "Mar"),
    QT_TRANSLATE_NOOP("words", "Apr"),
    QT_TRANSLATE_NOOP("words", "May"),
    QT_TRANSLATE_NOOP("words", "Jun"),
    QT_TRANSLATE_NOOP("words", "Jul"),
    QT_TRANSLATE_NOOP("words", "Aug"),
    QT_TRANSLATE_NOOP("words", "Sep"),
    QT_TRANSLATE_NOOP("words", "Oct"),
    QT_TRANSLATE_NOOP("words", "Nov"),
    QT_TRANSLATE_NOOP("words", "Dec"),
)


def _tr(text: object) -> str:
    """Translate; QT_TRANSLATE_NOOP is typed as giving an object."""
    return QCoreApplication.translate(_CONTEXT, str(text))


def outcome_word(outcome: Outcome) -> str:
    """Return the word for what became of a claim."""
    return _tr(_OUTCOMES[outcome])


def review_word(review: Review) -> str:
    """Return the word for what a person said of a record."""
    return _tr(_REVIEWS[review])


def relation_word(relation: Relation, *, restates: bool = False) -> str:
    """Return the words for how a passage bears on a claim; of a mention also whether it merely repeats it."""
    return _tr("Repeats it") if restates and relation is Relation.MENTIONS else _tr(_RELATIONS[relation])


def state_word(state: EvidenceState) -> str:
    """Return the word for whether a person has accepted a piece of evidence."""
    return _tr(_STATES[state])


def kind_word(kind: Kind) -> str:
    """Return the word for what sort of assertion a claim is."""
    return _tr(_KINDS[kind])


def known_by_words(published_by: PublishedBy) -> str:
    """Return the words for how a publication date is known."""
    return _tr(_KNOWN_BY[published_by])


def day_phrase(day: date | None) -> str:
    """Write a day as people read it: ``14 May 2026``; "no date" where there is none."""
    if day is None:
        return _tr("no date")
    return _tr("{day} {month} {year}").format(day=day.day, month=_month(day), year=day.year)


def due_phrase(due: Due | None) -> str:
    """Write a due interval as short as it can be read: ``Apr 2026``, ``by 27 Nov 2025``, ``31 Mar – 2 Apr 2026``."""
    if due is None:
        return _tr("no due date")
    if due.from_day is None and due.to_day is None:
        return due.text
    if due.to_day is None:
        return _tr("from {day} on").format(day=day_phrase(due.from_day))
    if due.from_day is None or due.bound in (Bound.BY, Bound.BEFORE, Bound.UNTIL, Bound.WITHIN):
        return _tr("by {day}").format(day=day_phrase(due.to_day))
    span = interval_phrase(due.from_day, due.to_day)
    return _tr("about {day}").format(day=span) if due.bound is Bound.ABOUT else span


def interval_phrase(first: date, last: date) -> str:
    """Write a closed interval of days: a whole month or year by its name, else its two ends."""
    if first == last:
        return day_phrase(first)
    if (first.year, first.month, first.day) == (last.year, 1, 1) and (last.month, last.day) == (12, 31):
        return str(first.year)
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _tr("{month} {year}").format(month=_month(first), year=first.year)
    if same_month:
        return f"{first.day}–{day_phrase(last)}"
    if first.year == last.year:
        return f"{first.day} {_month(first)} – {day_phrase(last)}"
    return f"{day_phrase(first)} – {day_phrase(last)}"


def days_phrase(days: int) -> str:
    """Write a number of days: ``1 day``, ``44 days``."""
    return _tr("1 day") if abs(days) == 1 else _tr("{days} days").format(days=f"{days:,}")


def slip_phrase(days: int) -> str:
    """Write how far a due date has moved: ``+44 days``, ``−3 days``."""
    sign = "+" if days > 0 else "−" if days < 0 else "±"
    return sign + days_phrase(abs(days))


def due_gap_phrase(due: Due | None, day: date | None) -> str:
    """Write where a day lies to a due date: ``15 days after its last due day``; empty where either is not known."""
    if due is None or day is None or due.to_day is None:
        return ""
    if day > due.to_day:
        return _tr("{days} after its last due day").format(days=days_phrase((day - due.to_day).days))
    first = due.from_day or due.to_day
    if day < first:
        return _tr("{days} before it falls due").format(days=days_phrase((first - day).days))
    return _tr("within its due time")


def gap_phrase(first: date | None, later: date | None) -> str:
    """Write the days between a claim and a later passage: ``same day``, ``44 days later``."""
    if first is None or later is None:
        return _tr("days between not known")
    days = (later - first).days
    if days == 0:
        return _tr("same day")
    return (_tr("{days} later") if days > 0 else _tr("{days} earlier")).format(days=days_phrase(abs(days)))


def byline(report: ReportHead) -> str:
    """Write outlet, date, how the date is known, and author, in one line."""
    parts = [shown_line(report.outlet)]
    if report.published is None:
        parts.append(_tr("date not known"))
    else:
        by = report.published_by
        known = "" if by is PublishedBy.GIVEN else f" ({known_by_words(by)})"
        parts.append(day_phrase(report.published) + known)
    parts.append(shown_line(report.author or ""))
    return "  ·  ".join(part for part in parts if part)


def _month(day: date) -> str:
    return _tr(_MONTHS[day.month - 1])
