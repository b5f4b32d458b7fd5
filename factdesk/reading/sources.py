"""Who says it: the speaker of a cue, from the dependency parse."""

from __future__ import annotations

from factdesk.reading.grid import Grid
from factdesk.reading.syntax import SUBJECT

_RELATIVE = ("who", "which", "that", "whom")
_VERBAL = ("VERB", "AUX")
_WHO = ("PERSON", "ORG", "GPE", "NORP")
_FARTHEST = 6
"""Governors looked at for a subject that a verb shares."""

Source = tuple[int, str]
"""The governing word of the speaker, -1 where there is none, and how it was found."""
NOBODY: Source = (-1, "none")
LISTENER: Source = (-1, "listener")
"""The subject of the cue only listens."""


def own_subject(grid: Grid, verb: int) -> int:
    """Return the subject in the verb's own clause; -1 where it has none.

    Parsers hang what is quoted on the verb of saying at times, so one on the verb's side of the marks comes first.
    """
    found = [kid for kid in grid.kids[verb] if grid.dep[kid] in SUBJECT]
    outside = [kid for kid in found if grid.quote[kid] == grid.quote[verb]]
    return min(outside or found, key=lambda kid: abs(kid - verb), default=-1)


def reduced_speaker(grid: Grid, cue: int) -> int:
    """Return the source of "..., a source close to the bank said", which parsers take for an object; -1 if none."""
    start, end = grid.bounds(cue)
    if grid.dep[cue] != "acl" or grid.tag[cue] not in ("VBD", "VBN") or grid.right[cue] + 2 < end:
        return -1
    noun = grid.head[cue]
    for _ in range(_FARTHEST):
        if grid.pos[noun] in ("NOUN", "PROPN") and grid.left[noun] > start and grid.lower[grid.left[noun] - 1] == ",":
            return noun
        noun = grid.head[noun]
    return -1


def source_of(grid: Grid, cue: int, frame: str, content: int) -> Source:
    """Return who says what a cue tells."""
    if frame == "by phrase":
        last = cue + 1 if grid.lower[cue] == "according" else grid.lower.index("of", cue)
        heads = [k for t in (cue, last) for k in grid.of(t, "pobj") if k > last]
        return (heads[0], "phrase") if heads else NOBODY
    if frame in ("colon", "signed"):
        return _beside_mark(grid, cue, frame)
    if frame.startswith("noun"):
        return _of_noun(grid, cue, content)
    if frame == "subject":
        return _moved(grid, cue)
    if frame == "reduced":
        return reduced_speaker(grid, cue), "subject"
    if grid.pos[cue] == "ADJ" and not grid.of(cue, *SUBJECT):
        return _of_adjective(grid, cue)
    who = _of_verb(grid, cue, content)
    # Whoever "was told" or "was asked" only listens; whoever "was quoted as saying" speaks.
    return who if who[1] != "passive" or frame.endswith("saying") else LISTENER


def _of_verb(grid: Grid, verb: int, content: int) -> Source:
    by = _by(grid, verb)
    subject = own_subject(grid, verb)
    if subject == content and content >= 0:
        return (by, "agent") if by >= 0 else _from(grid, verb)
    if by >= 0 and (subject < 0 or grid.dep[subject] == "nsubjpass"):
        return by, "agent"
    if subject >= 0:
        return _named(grid, subject, verb)
    outer = _outer_speech(grid, verb)
    if outer >= 0:
        return _named(grid, own_subject(grid, outer), outer)[0], "outer"
    shared = _shared(grid, verb)
    return shared if shared[0] >= 0 else _misparsed(grid, verb)


def _outer_speech(grid: Grid, verb: int) -> int:
    """Return the verb that a parser should have joined another to: "she said it would rise and warned ..."; -1 if none.

    A conjunct or a participle after a comma that hangs on what somebody says, but has the form of the saying itself.
    """
    label, inner = grid.dep[verb], grid.head[verb]
    is_participle = label == "advcl" and grid.tag[verb] == "VBG" and grid.lower[grid.left[verb] - 1] == ","
    if not (is_participle or (label == "conj" and grid.tag[verb] in ("VBD", "VBZ", "VBP"))) or verb < inner:
        return -1
    while grid.dep[inner] in ("conj", "xcomp") and grid.head[inner] != inner:
        inner = grid.head[inner]
    outer = grid.head[inner]
    if grid.dep[inner] != "ccomp" or outer > inner or own_subject(grid, outer) < 0:
        return -1
    fits = is_participle or (grid.tag[outer] == grid.tag[verb] and grid.tag[grid.head[verb]] != grid.tag[verb])
    return outer if fits else -1


def _misparsed(grid: Grid, verb: int) -> Source:
    """Return the name or noun right before a finite verb that the parser gave no subject."""
    start = grid.bounds(verb)[0]
    before = verb - 1
    while before >= start and (grid.pos[before] in ("ADV", "AUX", "PUNCT", "SPACE")) and grid.quote[before] < 0:
        before -= 1
    if grid.tag[verb] in ("VBG", "VB", "TO") or before < start or grid.quote[before] != grid.quote[verb]:
        return NOBODY
    node, found = before, -1
    while grid.right[node] == before:
        if grid.pos[node] in ("NOUN", "PROPN", "PRON"):
            found = node
        if grid.dep[node] == "appos" or grid.head[node] == node or grid.head[node] > before:
            break
        node = grid.head[node]
    return (found, "before") if found >= 0 else NOBODY


def _by(grid: Grid, verb: int) -> int:
    return next((k for agent in grid.of(verb, "agent") for k in grid.of(agent, "pobj")), -1)


def _from(grid: Grid, verb: int) -> Source:
    for preposition in grid.of(verb, "prep"):
        if grid.lower[preposition] in ("from", "by", "among"):
            for kid in grid.of(preposition, "pobj"):
                return kid, "from"
    return NOBODY


def _named(grid: Grid, subject: int, verb: int) -> Source:
    """Return a subject, or what it stands for where it is a relative pronoun."""
    kind = "passive" if grid.dep[subject] == "nsubjpass" else "subject"
    if grid.lower[subject] not in _RELATIVE or grid.tag[subject] not in ("WP", "WDT"):
        return subject, kind
    climb = verb
    while grid.dep[climb] in ("conj", "xcomp") and grid.head[climb] != climb:
        climb = grid.head[climb]
    return (grid.head[climb], "relative") if grid.dep[climb] == "relcl" else NOBODY


def relative_pronoun(grid: Grid, cue: int) -> int:
    """Return the "who" of "Kim, who said ...", with whose antecedent the speaker is found; -1 where there is none."""
    while grid.dep[cue] in ("conj", "xcomp") and own_subject(grid, cue) < 0 and grid.head[cue] != cue:
        cue = grid.head[cue]
    found = own_subject(grid, cue)
    return found if found >= 0 and grid.tag[found] in ("WP", "WDT") else -1


def _shared(grid: Grid, verb: int) -> Source:
    """Return the subject that a conjunct, an infinitive or a participle shares with its governor."""
    seen = verb
    for _ in range(_FARTHEST):
        label, governor = grid.dep[seen], grid.head[seen]
        if label in ("acl", "relcl"):
            return governor, "modified"
        if governor == seen:
            return NOBODY
        if label == "pcomp":
            seen = grid.head[governor]
            if grid.pos[seen] not in _VERBAL:
                return seen, "prepositional"
        elif label in ("conj", "xcomp", "advcl", "dep", "ccomp", "parataxis", "acomp", "attr", "oprd"):
            told = [k for k in grid.of(governor, "dobj") if grid.entity[k] in _WHO or grid.pos[k] == "PRON"]
            if label == "xcomp" and told:
                return told[0], "controlled"
            seen = governor
            if grid.pos[seen] not in (*_VERBAL, "ADJ"):
                return NOBODY
        else:
            return NOBODY
        subject = own_subject(grid, seen)
        if subject >= 0:
            return _named(grid, subject, seen)[0], "shared"
        by = _by(grid, seen)
        if by >= 0:
            return by, "shared"
    return NOBODY


def _moved(grid: Grid, verb: int) -> Source:
    """Return whom something surprises, angers or convinces, or from whom it comes."""
    moved = [k for k in grid.of(verb, "dobj") if grid.entity[k] in _WHO or grid.pos[k] in ("PRON", "PROPN")]
    return (moved[0], "moved") if moved else _from(grid, verb)


def _of_noun(grid: Grid, noun: int, content: int) -> Source:
    for kid in grid.of(noun, "poss"):
        return kid, "owner"
    for preposition in grid.of(noun, "prep", "agent"):
        if grid.lower[preposition] in ("by", "from", "of", "among"):
            for kid in grid.of(preposition, "pobj"):
                if kid != content:
                    return kid, "by"
    if grid.dep[noun] in ("dobj", "attr", "pobj"):
        verb = grid.head[noun] if grid.dep[noun] != "pobj" else grid.head[grid.head[noun]]
        if grid.pos[verb] in _VERBAL:
            who = _of_verb(grid, verb, noun)
            return who[0], "of verb"
    names = [k for k in grid.of(noun, "compound") if grid.dep[noun] == "ROOT" and grid.entity[k] == "PERSON"]
    return (names[0], "before") if names and names[-1] == noun - 1 else NOBODY


def _of_adjective(grid: Grid, adjective: int) -> Source:
    verb = grid.head[adjective]
    if grid.pos[verb] in _VERBAL:
        return _of_verb(grid, verb, adjective)
    return (verb, "modified") if grid.dep[adjective] in ("amod", "acl", "relcl") else NOBODY


def _beside_mark(grid: Grid, mark: int, frame: str) -> Source:
    start = grid.bounds(mark)[0]
    order = range(start, mark) if frame == "colon" else range(mark + 1, len(grid.pos))
    for token in order:
        if grid.pos[token] in ("PROPN", "NOUN", "PRON"):
            head = token
            while order.start <= grid.head[head] < order.stop and grid.pos[grid.head[head]] in ("PROPN", "NOUN"):
                if grid.head[head] == head:
                    break
                head = grid.head[head]
            return head, "beside"
    return NOBODY
