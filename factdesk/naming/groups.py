"""Which names of a desk are one speaker: by rule, and by what people said of them.

Pure: the same names and the same words of people give the same answer in whatever order the names came in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from factdesk.naming.people import Form, Shape, form_of

_APART = "="


class Link(StrEnum):
    """Why a name stands for its speaker."""

    SAME = "same"
    """It is the same name but for titles, initials, accents and case."""
    LAST = "last"
    """It is the last name of one speaker of the desk only."""
    KNOWN = "known"
    """The alias list has it."""
    UNNAMED = "unnamed"
    """It names nobody in particular, and is kept apart from every other name."""
    HAND = "hand"
    """A person said so."""


@dataclass(frozen=True, slots=True)
class Hand:
    """What a person said: ``name`` is the same speaker as ``into``, or, where that is null, nobody else's."""

    name: str
    into: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a name belongs: all names with one ``root`` are one speaker."""

    root: str
    own: str
    """The root it would have had but for what people said and for other names of the desk."""
    link: Link


def grouped(names: Iterable[str], said: Iterable[Hand] = ()) -> dict[str, Placed]:
    """Return for each name which speaker it stands for.

    Args:
        names: speakers as reports name them; with a person's name all others with its last name.
        said: what people said, oldest first.
    """
    said = list(said)
    wanted = list(dict.fromkeys(names))
    mentioned = [n for hand in said for n in (hand.name, hand.into) if n is not None]
    forms = {name: form_of(name) for name in dict.fromkeys([*wanted, *mentioned])}
    apart, joined = _said(said, _handles(forms, {}))
    handles = _handles(forms, apart)
    full = _full_names({name: forms[name] for name in wanted}, handles, joined)
    return {name: _place(forms[name], handles[name], joined, full) for name in wanted}


def _handles(forms: Mapping[str, Form], apart: Mapping[str, str]) -> dict[str, str]:
    """Return every name's handle; full names whose initials differ are different people."""
    by_handle: defaultdict[str, set[str]] = defaultdict(set)
    for form in forms.values():
        if form.shape is Shape.FULL:
            by_handle[form.handle].add(form.initials)
    differ = {handle for handle, initials in by_handle.items() if not _agree(initials)}
    return {name: apart.get(name) or _handle(form, differ) for name, form in forms.items()}


def _handle(form: Form, differ: Collection[str]) -> str:
    if form.shape is Shape.FULL and form.handle in differ and form.initials:
        return f"{form.handle} ({form.initials})"
    return form.handle


def _agree(initials: Iterable[str]) -> bool:
    """Tell whether these initials can be one person's: each begins the longer ones."""
    told = [one for one in initials if one]
    return all(a.startswith(b) or b.startswith(a) for a, b in combinations(told, 2))


def _said(said: Iterable[Hand], by_rule: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names that stand apart with their handles, and which handle leads to which."""
    apart: dict[str, str] = {}
    joined: dict[str, str] = {}
    for hand in said:
        if hand.into is None:
            apart[hand.name] = _APART + hand.name
            joined.pop(apart[hand.name], None)
            continue
        one, other = (apart.get(name, by_rule[name]) for name in (hand.name, hand.into))
        root = _root(one, joined)
        # Who is put to a speaker that was put to them before now leads the other way round.
        if _root(other, joined) == root:
            joined.pop(other, None)
        if root != other:
            joined[root] = other
    return apart, joined


def _root(handle: str, joined: Mapping[str, str]) -> str:
    while handle in joined:
        handle = joined[handle]
    return handle


def _full_names(
    forms: Mapping[str, Form], handles: Mapping[str, str], joined: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Return by last name the first letters and the roots of the people who have it."""
    found: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for name, form in forms.items():
        if form.shape is Shape.FULL and form.family is not None:
            found[form.family][form.handle[0], _root(handles[name], joined)] = None
    return {family: list(people) for family, people in found.items()}


def _place(form: Form, handle: str, joined: Mapping[str, str], full: Mapping[str, list[tuple[str, str]]]) -> Placed:
    root = _root(handle, joined)
    link = Link.HAND if root != handle or handle.startswith(_APART) else _by_rule(form)
    if root != handle or form.shape not in (Shape.BARE, Shape.INITIAL) or handle.startswith(_APART):
        return Placed(root, handle, link)
    first = form.initials[:1] if form.shape is Shape.INITIAL else ""
    people = {person for letter, person in full.get(form.family or "", ()) if letter.startswith(first)}
    return Placed(people.pop(), handle, Link.LAST) if len(people) == 1 else Placed(handle, handle, Link.SAME)


def _by_rule(form: Form) -> Link:
    return {Shape.BODY: Link.KNOWN, Shape.UNNAMED: Link.UNNAMED}.get(form.shape, Link.SAME)
