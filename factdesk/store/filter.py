"""A query as SQL: which claims, evidence or reports it asks for on a day, and in which order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from factdesk.model import EvidenceState, Kind, Outcome, Relation, Review
from factdesk.store import codec, search
from factdesk.store.database import Database
from factdesk.store.days import NoDay
from factdesk.store.query import (
    ChangedSince,
    Choice,
    Days,
    Field,
    Name,
    Names,
    Numbers,
    Query,
    QueryError,
    Scores,
    Sort,
    SortKey,
    Term,
    Words,
)
from factdesk.store.records import IN_LIST, id_list


class Subject(Enum):
    """What is listed."""

    CLAIMS = "claims"
    EVIDENCE = "evidence"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Where:
    """A condition with its parameters."""

    sql: str
    values: tuple[object, ...] = ()


SHOWN = "coalesce(c.decided, CASE WHEN c.due_to < ? THEN 'overdue' ELSE 'pending' END)"
"""The outcome shown on a day, which is its parameter."""
_SETTLED = "coalesce(c.settled, CASE WHEN c.settled_due_to < ? THEN 'overdue' ELSE 'pending' END)"
# As lists of numbers, so that the few are looked up and not the many gone through; word for word the conditions of
# their indexes. Outside the first both outcomes are the same on any day.
_MAY_DIFFER = (
    "c.id IN (SELECT id FROM claim INDEXED BY claim_provisional "
    "WHERE live = 1 AND (decided IS NOT settled OR due_to IS NOT settled_due_to))"
)
_HAS_MOVED = "c.id IN (SELECT id FROM claim INDEXED BY claim_moved WHERE live = 1 AND moves > 0)"
CHANGED_SINCE = """c.id IN (
    WITH fresh AS (SELECT id, undoes, redoes FROM op WHERE at > ?),
    step AS (SELECT undoes AS id FROM fresh WHERE undoes IS NOT NULL
        UNION SELECT u.undoes FROM fresh f JOIN op u ON u.id = f.redoes),
    touching AS (SELECT id FROM fresh UNION SELECT id FROM op WHERE batch IN (SELECT id FROM step))
    SELECT v.claim_id FROM touching t JOIN event v ON v.op_id = t.id)"""
"""Claims that an op touched after a moment, which is its parameter, the undoing of older ones included."""
_BY_RANK = ("overdue", "pending", "disputed", "contradicted", "partly", "late", "confirmed", "unresolvable")

_SOURCE = {
    Subject.CLAIMS: "claim c",
    Subject.EVIDENCE: "evidence e",
    Subject.REPORTS: "report_state s",
}
# Joined to evidence only where a condition or an order speaks of them.
_JOINED = {"c.": "JOIN claim c ON c.id = e.claim_id", "s.": "JOIN report_state s ON s.report_id = e.report_id"}
_LIVE = {Subject.CLAIMS: "c.live = 1", Subject.EVIDENCE: "e.live = 1", Subject.REPORTS: "s.live = 1"}
_ID = {Subject.CLAIMS: "c.id", Subject.EVIDENCE: "e.id", Subject.REPORTS: "s.report_id"}
# What a report or its mention has itself; everything else is asked of the claim.
_OWN = {
    Field.REPORT: {Subject.CLAIMS: "c.report_id", Subject.EVIDENCE: "e.report_id", Subject.REPORTS: "s.report_id"},
    Field.OUTLET: {Subject.CLAIMS: "c.outlet", Subject.EVIDENCE: "s.outlet", Subject.REPORTS: "s.outlet"},
    Field.PUBLISHED: {Subject.CLAIMS: "c.published", Subject.EVIDENCE: "s.published", Subject.REPORTS: "s.published"},
    Field.SCORE: {Subject.CLAIMS: "c.score", Subject.EVIDENCE: "e.score"},
}
_EVIDENCE_COLUMN = {Field.RELATION: "e.relation_in_force", Field.STATE: "e.state"}
_CLOSED: dict[Field, tuple[str, tuple[str, ...]]] = {
    Field.REVIEW: ("c.review", tuple(Review)),
    Field.KIND: ("c.kind", tuple(Kind)),
    Field.RELATION: ("e.relation_in_force", tuple(Relation)),
    Field.STATE: ("e.state", tuple(EvidenceState)),
}
_RANK = f"CASE {SHOWN} " + " ".join(f"WHEN '{outcome}' THEN {rank}" for rank, outcome in enumerate(_BY_RANK)) + " END"
_ORDER = {
    "due": ("c.due_to {0} NULLS LAST",),
    "published": ("c.published {0} NULLS LAST",),
    "outcome": (f"{_RANK} {{0}}", "c.due_to NULLS LAST"),
    "speaker": ("c.speaker {0} NULLS LAST",),
    "outlet": ("c.outlet {0}",),
    "score": ("c.score {0}",),
    "review": ("c.review {0}", "c.decided {0}", "c.due_to {0}"),
    "text": ("substr(c.text, 1, 40) COLLATE NOCASE {0}",),
    "id": (),
}
_EVIDENCE_ORDER = _ORDER | {
    "published": ("s.published {0} NULLS LAST",),
    "outlet": ("s.outlet {0}",),
    "score": ("e.score {0}",),
}


def select_ids(
    db: Database,
    subject: Subject,
    query: Query,
    *,
    today: date,
    sort: Sort,
    limit: int | None = None,
    offset: int = 0,
) -> array[int]:
    """Return the numbers of the claims or evidence a query asks for, in order."""
    if subject is Subject.CLAIMS and sort.key == SortKey.OUTCOME:
        return _claims_by_outcome(db, query, today, sort.descending, limit, offset)
    where = condition(query, subject, today)
    order, order_values = _order_by(subject, sort, today)
    joined = [_SOURCE[subject]]
    if subject is Subject.EVIDENCE:
        joined += [join for alias, join in _JOINED.items() if alias in where.sql or alias in order]
    rows = db.execute(
        f"SELECT {_ID[subject]} FROM {' '.join(joined)} WHERE {where.sql} ORDER BY {order} LIMIT ? OFFSET ?",
        (*where.values, *order_values, -1 if limit is None else limit, offset),
    )
    return array("q", (row[0] for row in rows))


def _claims_by_outcome(
    db: Database, query: Query, today: date, descending: bool, limit: int | None, offset: int
) -> array[int]:
    """Return claims outcome by outcome, each by due day: a page of the first few needs no sorting of all."""
    found = array("q")
    end = None if limit is None else offset + limit
    for outcome in reversed(_BY_RANK) if descending else _BY_RANK:
        if end is not None and len(found) >= end:
            break
        of_one = Query((*query.terms, Choice(Field.OUTCOME, (outcome,), negated=False)))
        left = None if end is None else end - len(found)
        found += select_ids(db, Subject.CLAIMS, of_one, today=today, sort=Sort("due"), limit=left)
    return found[offset:end]


def condition(query: Query, subject: Subject, today: date) -> Where:
    """Write a query as a condition on a list's rows.

    Raises:
        QueryError: it asks something that this list does not have.
    """
    parts = [Where(_LIVE[subject])]
    of_evidence = [t for t in query.terms if _is_of_evidence(t)]
    rest = [t for t in query.terms if not _is_of_evidence(t)]
    if subject is Subject.REPORTS:
        own = [t for t in rest if isinstance(t, Words) or t.field in (Field.REPORT, Field.OUTLET, Field.PUBLISHED)]
        of_claims = tuple(t for t in query.terms if t not in own)
        parts += [_term(t, subject, today) for t in own]
        parts += [_reports_with_claims(Query(of_claims), today)] if of_claims else []
    elif subject is Subject.EVIDENCE:
        parts += [_term(t, subject, today) for t in (*of_evidence, *rest)]
    else:
        parts += [_term(t, subject, today) for t in rest]
        parts += _claims_with_evidence(of_evidence)
    return _all(parts)


def _is_of_evidence(term: Term) -> bool:
    return isinstance(term, Choice) and term.field in _EVIDENCE_COLUMN


def _reports_with_claims(query: Query, today: date) -> Where:
    claims = condition(query, Subject.CLAIMS, today)
    return Where(f"s.report_id IN (SELECT c.report_id FROM claim c WHERE {claims.sql})", claims.values)


def _claims_with_evidence(terms: Iterable[Term]) -> list[Where]:
    """Claims with a piece of evidence for which all terms hold; each negated term: without any for which it holds."""
    choices = [term for term in terms if isinstance(term, Choice)]
    asked = [_evidence_choice(term) for term in choices if not term.negated]
    parts = []
    for wheres, word in ((asked, "IN"), *(([_evidence_choice(t)], "NOT IN") for t in choices if t.negated)):
        if wheres:
            where = _all([Where("e.live = 1"), *wheres])
            parts.append(Where(f"c.id {word} (SELECT e.claim_id FROM evidence e WHERE {where.sql})", where.values))
    return parts


def _evidence_choice(term: Choice) -> Where:
    return _in(_EVIDENCE_COLUMN[term.field], term.values)


def _term(term: Term, subject: Subject, today: date) -> Where:
    if isinstance(term, Choice):
        return _choice(term, today)
    if isinstance(term, Words):
        return _negated(term.negated, _words(term, subject))
    if isinstance(term, Names):
        where = _any([_name(term.field, name, subject) for name in term.names])
    elif isinstance(term, Numbers):
        column = _OWN[Field.REPORT][subject] if term.field is Field.REPORT else "c.id"
        where = Where(f"{column} {IN_LIST}", (id_list(term.ids),))
    elif isinstance(term, Days):
        where = _days(term, subject, today)
    elif isinstance(term, ChangedSince):
        where = Where(CHANGED_SINCE, (codec.moment(term.since),))
    else:
        where = _scores(term, subject)
    return _negated(term.negated, where)


def _choice(term: Choice, today: date) -> Where:
    if term.field in _CLOSED:
        # The complement instead of a negation, for the sake of the index.
        column, all_values = _CLOSED[term.field]
        wanted = tuple(v for v in all_values if (v in term.values) is not term.negated)
        return _in(column, wanted)
    return _negated(term.negated, _CHOICES[term.field](term, today.isoformat()))


def _outcome(term: Choice, today: str) -> Where:
    return _any([_one_outcome(value, today) for value in term.values])


def _one_outcome(value: str, today: str) -> Where:
    if value == Outcome.OVERDUE:
        return Where("(c.decided IS NULL AND c.due_to < ?)", (today,))
    if value == Outcome.PENDING:
        return Where("((c.decided IS NULL AND (c.due_to IS NULL OR c.due_to >= ?)) OR c.decided = 'pending')", (today,))
    return Where("c.decided = ?", (value,))


def _provisional(term: Choice, today: str) -> Where:
    differs = Where(f"({_MAY_DIFFER} AND {SHOWN} IS NOT {_SETTLED})", (today, today))
    return _negated(term.values == ("no",), differs)


def _moved(term: Choice, _today: str) -> Where:
    return Where(_HAS_MOVED if term.values == ("yes",) else "c.moves = 0")


def _verified(term: Choice, _today: str) -> Where:
    return Where("c.review = 'verified'" if term.values == ("yes",) else "c.review <> 'verified'")


_CHOICES: dict[Field, Callable[[Choice, str], Where]] = {
    Field.OUTCOME: _outcome,
    Field.PROVISIONAL: _provisional,
    Field.MOVED: _moved,
    Field.VERIFIED: _verified,
}


def _words(term: Words, subject: Subject) -> Where:
    index, column = ("report", "s.report_id") if subject is Subject.REPORTS else ("claim", "c.id")
    if term.whole:
        match = (search.quoted(term.text),)
        return Where(f"{column} IN (SELECT rowid FROM {index}_fts WHERE {index}_fts MATCH ?)", match)
    sql, values = search.containing(index, term.text)
    return Where(f"{column} IN ({sql})", values)


def _name(field: Field, name: Name, subject: Subject) -> Where:
    if field is Field.TAG:
        if name.text is None:
            return Where("c.id NOT IN (SELECT claim_id FROM claim_tag)")
        return Where("c.id IN (SELECT claim_id FROM claim_tag WHERE folded = ?)", (_clean(name.text).casefold(),))
    if field is Field.OUTLET:
        return _outlet(name, _OWN[field][subject])
    if name.text is None:
        return Where("c.speaker IS NULL")
    who = _speaker(name.text, exact=name.exact)
    return Where(f"c.speaker IN (SELECT name FROM alias WHERE {who.sql})", who.values)


def _speaker(text: str, *, exact: bool) -> Where:
    """A condition on speakers: a name as claims have it or as the desk shows it, else words of the names they have."""
    if not exact:
        sql, values = search.speakers_holding(text)
        return Where(sql, values)
    return Where(
        """speaker_id IN (SELECT speaker_id FROM alias WHERE name = ? UNION ALL SELECT id FROM speaker WHERE name = ?
            AND NOT EXISTS (SELECT 1 FROM alias WHERE name = ?))""",
        (_clean(text),) * 3,
    )


def _outlet(name: Name, column: str) -> Where:
    if name.text is None or name.exact:
        return Where(f"{column} = ?", (_clean(name.text or ""),))
    return Where(
        f"""{column} IN (SELECT outlet FROM (SELECT DISTINCT outlet FROM report_state WHERE live = 1)
        WHERE instr(casefold(outlet), ?) > 0)""",
        (_clean(name.text).casefold(),),
    )


def _days(term: Days, subject: Subject, today: date) -> Where:
    is_due = term.field is Field.DUE
    column = "c.due_to" if is_due else _OWN[Field.PUBLISHED][subject]
    parts = []
    for span in term.spans:
        if isinstance(span, NoDay):
            parts.append(Where(f"{column} IS NULL"))
        else:
            first, last = span.on(today, back=not is_due)
            parts.append(Where(f"{column} BETWEEN ? AND ?", (first.isoformat(), last.isoformat())))
    return _any(parts)


def _scores(term: Scores, subject: Subject) -> Where:
    column = _OWN[Field.SCORE].get(subject, "c.score")
    parts = []
    for span in term.ranges:
        low, high = (">", "<") if span.strict else (">=", "<=")
        parts.append(Where(f"({column} {low} ? AND {column} {high} ?)", (span.low, span.high)))
    return _any(parts)


def _order_by(subject: Subject, sort: Sort, today: date) -> tuple[str, tuple[object, ...]]:
    if subject is Subject.REPORTS:
        raise QueryError("Reports are listed by their date of publication.")
    way = "DESC" if sort.descending else "ASC"
    parts = (_ORDER if subject is Subject.CLAIMS else _EVIDENCE_ORDER)[sort.key]
    order = ", ".join((*(part.format(way) for part in parts), f"{_ID[subject]} {way}"))
    return order, (today.isoformat(),) * order.count("?")


def _in(column: str, values: Sequence[str]) -> Where:
    if not values:
        return Where("0")
    return Where(f"{column} IN ({', '.join('?' * len(values))})", tuple(map(str, values)))


def _all(parts: Sequence[Where]) -> Where:
    return Where(" AND ".join(part.sql for part in parts), tuple(v for part in parts for v in part.values))


def _any(parts: Sequence[Where]) -> Where:
    sql = " OR ".join(part.sql for part in parts)
    return Where(f"({sql})" if len(parts) > 1 else sql, tuple(v for part in parts for v in part.values))


def _negated(is_negated: bool, where: Where) -> Where:
    # IS NOT TRUE and not NOT: what is unknown of a record does not hold of it.
    return Where(f"({where.sql}) IS NOT TRUE", where.values) if is_negated else where


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
