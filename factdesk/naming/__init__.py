"""Who goes by which names: countries, bodies and companies by their aliases, people by the words of their names."""

from factdesk.naming.aliases import Actor, ActorKind, Aliases, Governing, aliases
from factdesk.naming.groups import Hand, Link, Placed, grouped
from factdesk.naming.people import Form, Shape, fingerprint, form_of

__all__ = [
    "Actor",
    "ActorKind",
    "Aliases",
    "Form",
    "Governing",
    "Hand",
    "Link",
    "Placed",
    "Shape",
    "aliases",
    "fingerprint",
    "form_of",
    "grouped",
]
