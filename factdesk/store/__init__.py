"""The desk file: the only SQL of the program."""

from factdesk.store.desk_file import Store, open_store
from factdesk.store.events import UNSET
from factdesk.store.facets import COUNT_QUERIES
from factdesk.store.past import holds_for, timeless
from factdesk.store.query import Query, QueryError, Sort, SortKey, facet_term, parse_query
from factdesk.store.step import Step

__all__ = [
    "COUNT_QUERIES",
    "UNSET",
    "Query",
    "QueryError",
    "Sort",
    "SortKey",
    "Step",
    "Store",
    "facet_term",
    "holds_for",
    "open_store",
    "parse_query",
    "timeless",
]
