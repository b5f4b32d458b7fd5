"""The terms of a query that ask what a claim was at some moment: worked out, where the file keeps only the present."""

from __future__ import annotations

from factdesk.model import Status
from factdesk.store.query import Choice, Field, Query

_AT_A_MOMENT = (Field.OUTCOME, Field.PROVISIONAL, Field.MOVED)


def timeless(query: Query) -> Query:
    """Return the query without its terms on outcome, provisional and moved."""
    return query.without(*_AT_A_MOMENT)


def holds_for(query: Query, status: Status) -> bool:
    """Tell whether a status meets the terms that :func:`timeless` leaves out."""
    terms = [term for term in query.terms if isinstance(term, Choice) and term.field in _AT_A_MOMENT]
    return all((_value(term.field, status) in term.values) != term.negated for term in terms)


def _value(field: Field, status: Status) -> str:
    if field is Field.OUTCOME:
        return status.outcome.value
    return "yes" if (status.provisional if field is Field.PROVISIONAL else status.moves > 0) else "no"
