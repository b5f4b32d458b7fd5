"""Who is meant: names folded so that "Trump", "President Donald Trump" and "Mr. Trump" are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from factdesk.model import Entity

_PERSON = ("PERSON", "PER")
_ACTORS = (*_PERSON, "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART")
_WORD = re.compile(r"[\w.&+-]+")
_POSSESSIVE = re.compile(r"[’']s?\b")
_ARTICLE = re.compile(r"^(?:the|a|an|president|mr\.?|mrs\.?|ms\.?|dr\.?|sen\.?|rep\.?|gov\.?) ", re.IGNORECASE)
_SMALL = ("of", "the", "and", "for", "on", "in")


def fold(entity: Entity, aliases: Mapping[str, str]) -> str:
    """Bring a name to the form by which the same actor is known: an alias's head, a last name, or the plain name."""
    plain = " ".join(_WORD.findall(_POSSESSIVE.sub("", entity.name or entity.text))).lower()
    plain = _ARTICLE.sub("", _ARTICLE.sub("", plain)).strip(" .") if plain not in aliases else plain
    if plain in aliases:
        return aliases[plain]
    if entity.label in _PERSON and " " in plain:
        return plain.split()[-1]
    return aliases.get(plain.rstrip("."), plain)


def acronym(name: str) -> str | None:
    """Return the initials of a name of three words or more ("national transport agency": "nta")."""
    initials = [word[0] for word in name.split() if word not in _SMALL]
    return "".join(initials) if len(initials) > 2 else None


def participants(entities: Iterable[Entity], aliases: Mapping[str, str]) -> dict[str, str]:
    """Return the folded names of the actors among some entities, each with its words in the text.

    Dates, amounts and ordinals are no actors.
    """
    return {
        name: entity.text for entity in entities if entity.label in _ACTORS if len(name := fold(entity, aliases)) > 1
    }


def same_actor(one: str, other: str) -> bool:
    """Tell whether two folded names can mean the same: equal, initials, or all the words of the shorter."""
    if one == other or acronym(one) == other or acronym(other) == one:
        return True
    short, long = sorted((one.split(), other.split()), key=len)
    return len(short) < len(long) and len("".join(short)) > 3 and set(short) <= set(long)
