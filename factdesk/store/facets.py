"""How many: the values of each property among the claims in view, and the counts of the start screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from factdesk.model import DeskCounts, Facet, Outcome, Review
from factdesk.store import codec
from factdesk.store.database import Database
from factdesk.store.filter import CHANGED_SINCE, SHOWN, Subject, condition
from factdesk.store.query import Choice, Field, Query

COUNT_QUERIES = {
    "to_review": "review:new",
    "matches_to_review": "state:proposed -relation:mentions",
    "due_soon": "outcome:pending due:<7d -review:rejected",
    "overdue": "outcome:overdue -review:rejected",
}
"""The query behind each count of the start screen; that of matches is over evidence."""
MOST_VALUES = 50
SOON = timedelta(days=7)
_WINDOWS = ("past", "<7d", "8d..30d", "31d..365d", ">365d", "none")
_COLUMNS = {Field.KIND: "c.kind", Field.OUTLET: "c.outlet"}


@dataclass(frozen=True, slots=True)
class _Tally:
    """So many claims of one review state, decided outcome (null: none) and last due day (null: none)."""

    review: Review
    decided: Outcome | None
    due_to: date | None
    claims: int

    def outcome(self, today: date) -> Outcome:
        if self.decided is not None:
            return self.decided
        return Outcome.OVERDUE if self.due_to is not None and self.due_to < today else Outcome.PENDING


def facets(db: Database, query: Query, today: date) -> list[Facet]:
    """Count the values of outcome, review, kind, due window, speaker, outlet and tag among the claims asked for.

    A facet's own terms are left out of its counting, so that its other values can be seen and chosen. ``none`` counts
    the claims without a speaker or a due day. Speakers, outlets and tags: the most frequent only.
    """
    return [
        Facet("outcome", _outcomes(db, query.without(Field.OUTCOME), today)),
        Facet("review", _reviews(db, query.without(Field.REVIEW, Field.VERIFIED), today)),
        Facet("kind", _grouped(db, query, Field.KIND, today)),
        Facet("due", _due_windows(db, query.without(Field.DUE), today)),
        Facet("speaker", _speakers(db, query.without(Field.SPEAKER), today)),
        Facet("outlet", _grouped(db, query, Field.OUTLET, today)),
        Facet("tag", _tags(db, query.without(Field.TAG), today)),
    ]


def counts(db: Database, today: date, since: datetime | None) -> DeskCounts:
    """Return the five counts of the start screen.

    Args:
        db: the desk.
        today: the day on which things are due or overdue.
        since: when the desk was last looked at; null counts no changes.
    """
    today_text, soon = today.isoformat(), (today + SOON).isoformat()
    to_review, due_soon, overdue = db.rows(
        """SELECT total(claims) FILTER (WHERE review = 'new'),
            total(claims) FILTER (
                WHERE review <> 'rejected' AND due_to BETWEEN ?1 AND ?2 AND decided IN ('', 'pending')),
            total(claims) FILTER (WHERE review <> 'rejected' AND due_to <> '' AND due_to < ?1 AND decided = '')
        FROM claim_tally""",
        (today_text, soon),
    )[0]
    matches = "SELECT total(evidence) FROM evidence_tally WHERE state = 'proposed' AND relation <> 'mentions'"
    return DeskCounts(
        to_review=int(to_review),
        matches_to_review=int(db.value(matches)),
        due_soon=int(due_soon),
        overdue=int(overdue),
        changed=0 if since is None else _changed(db, since),
    )


def _changed(db: Database, since: datetime) -> int:
    """Count the claims in effect that any op touched after a moment, the undoing of older ones included."""
    sql = f"SELECT count(*) FROM claim c WHERE c.live = 1 AND {CHANGED_SINCE}"
    return int(db.value(sql, (codec.moment(since),)))


def _tally(db: Database) -> list[_Tally]:
    return [
        _Tally(Review(review), Outcome(decided) if decided else None, codec.read_day(due_to or None), claims)
        for review, decided, due_to, claims in db.rows("SELECT review, decided, due_to, claims FROM claim_tally")
    ]


def _tallied(db: Database, query: Query, today: date) -> list[_Tally] | None:
    """Return the tallies a query asks for if they can answer it: if it asks for outcome and review alone."""
    if not all(isinstance(t, Choice) and t.field in (Field.OUTCOME, Field.REVIEW) for t in query.terms):
        return None
    found = _tally(db)
    for term in query.terms:
        if isinstance(term, Choice):
            of_outcome = term.field is Field.OUTCOME
            found = [
                t for t in found if ((t.outcome(today) if of_outcome else t.review) in term.values) != term.negated
            ]
    return found


def _outcomes(db: Database, query: Query, today: date) -> tuple[tuple[str, int], ...]:
    tallied = _tallied(db, query, today)
    if tallied is not None:
        return _summed([(str(t.outcome(today)), t.claims) for t in tallied])
    where = condition(query, Subject.CLAIMS, today)
    rows = db.rows(
        f"SELECT {SHOWN}, count(*) FROM claim c WHERE {where.sql} GROUP BY 1", (today.isoformat(), *where.values)
    )
    return _summed(rows)


def _reviews(db: Database, query: Query, today: date) -> tuple[tuple[str, int], ...]:
    tallied = _tallied(db, query, today)
    if tallied is not None:
        return _summed([(str(t.review), t.claims) for t in tallied])
    where = condition(query, Subject.CLAIMS, today)
    return _summed(db.rows(f"SELECT c.review, count(*) FROM claim c WHERE {where.sql} GROUP BY 1", where.values))


def _grouped(db: Database, query: Query, field: Field, today: date) -> tuple[tuple[str, int], ...]:
    rest = query.without(field)
    where = condition(rest, Subject.CLAIMS, today)
    column = _COLUMNS[field]
    rows = db.rows(
        f"""SELECT {column}, count(*) FROM claim c {_index_for(rest)} WHERE {where.sql}
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_VALUES}""",
        where.values,
    )
    return tuple((row[0], row[1]) for row in rows)


def _speakers(db: Database, query: Query, today: date) -> tuple[tuple[str, int], ...]:
    """Count by speaker, whatever names the reports have for them."""
    where = condition(query, Subject.CLAIMS, today)
    rows = db.rows(
        f"""WITH named AS MATERIALIZED (SELECT c.speaker AS name, count(*) AS claims FROM claim c {_index_for(query)}
            WHERE {where.sql} GROUP BY c.speaker)
        SELECT coalesce(s.name, 'none'), sum(n.claims) FROM named n
        LEFT JOIN alias a ON a.name = n.name LEFT JOIN speaker s ON s.id = a.speaker_id
        GROUP BY a.speaker_id ORDER BY 2 DESC, 1 LIMIT {MOST_VALUES}""",
        where.values,
    )
    return tuple((row[0], row[1]) for row in rows)


def _index_for(query: Query) -> str:
    """Name the index that answers alone where SQLite would look up the row of every claim it found by another."""
    choices = (Field.OUTCOME, Field.REVIEW, Field.VERIFIED, Field.KIND)
    answers = all(isinstance(term, Choice) and term.field in choices for term in query.terms)
    return "INDEXED BY claim_facets" if query.terms and answers else ""


def _tags(db: Database, query: Query, today: date) -> tuple[tuple[str, int], ...]:
    where = condition(query, Subject.CLAIMS, today)
    rows = db.rows(
        f"""SELECT min(t.tag), count(*) FROM claim_tag t JOIN claim c ON c.id = t.claim_id WHERE {where.sql}
        GROUP BY t.folded ORDER BY 2 DESC, 1 LIMIT {MOST_VALUES}""",
        where.values,
    )
    return tuple((row[0], row[1]) for row in rows)


def _due_windows(db: Database, query: Query, today: date) -> tuple[tuple[str, int], ...]:
    """Count by due window, in the order of time; each window is a value of ``due:``."""
    tallied = _tallied(db, query, today)
    if tallied is None:
        where = condition(query, Subject.CLAIMS, today)
        days = db.rows(f"SELECT c.due_to, count(*) FROM claim c WHERE {where.sql} GROUP BY 1", where.values)
        by_day = [(codec.read_day(due_to), claims) for due_to, claims in days]
    else:
        by_day = [(t.due_to, t.claims) for t in tallied]
    found = dict.fromkeys(_WINDOWS, 0)
    for due_to, claims in by_day:
        found[_window(due_to, today)] += claims
    return tuple((window, claims) for window, claims in found.items() if claims)


def _window(due_to: date | None, today: date) -> str:
    if due_to is None:
        return "none"
    days = (due_to - today).days
    if days < 0:
        return "past"
    return next((window for window, last in (("<7d", 7), ("8d..30d", 30), ("31d..365d", 365)) if days <= last), ">365d")


def _summed(rows: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Add up what has the same value; largest first."""
    found: dict[str, int] = {}
    for value, claims in rows:
        found[value] = found.get(value, 0) + claims
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
