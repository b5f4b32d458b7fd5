"""Which names in a desk are one speaker: kept beside the claims, made to equal the rule and what people said.

The number of a speaker is given to what all spellings of a name have in common and never changes; which numbers the
names lead to is folded from the log. A step looks only at names that share a last name with those it touched.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from factdesk.errors import UnknownRecordError
from factdesk.naming import Form, Hand, Placed, Shape, fingerprint, form_of, grouped
from factdesk.store import records
from factdesk.store.database import Database
from factdesk.store.events import SpeakerJoined, SpeakerParted
from factdesk.store.records import IN_LIST, id_list
from factdesk.store.search import words_of

_Stored = dict[str, tuple[str, str | None, str, int]]
"""By name: handle, last name, link and speaker."""


def refold(db: Database, names: Iterable[str | None], *, told: bool = False) -> set[str]:
    """Bring to the log what names lead to, and what follows for those that share a last name with them.

    Args:
        db: the desk.
        names: speakers of claims that were added, changed or withdrawn.
        told: people said something new of these names, so that they are looked at even where no claim changed.

    Returns:
        The names that lead elsewhere now.
    """
    touched = {name for name in names if name is not None}
    known = _names(db, "SELECT name FROM alias WHERE name IN (SELECT value FROM json_each(?))", touched)
    live = _names(
        db, "SELECT DISTINCT speaker FROM claim WHERE live = 1 AND speaker IN (SELECT value FROM json_each(?))", touched
    )
    changed = touched if told else known ^ live
    if not changed:
        return set()
    said = hands(db)
    stored = _sharing(db, {*changed, *_named_by(said)})
    return _write(db, stored, expected({*stored, *(changed & live)} - (changed - live), said))


def refold_told(db: Database, names: Collection[str]) -> set[int]:
    """Bring names to what people said of them, and return the claims that have another speaker now."""
    moved = refold(db, names, told=True)
    rows = db.rows(
        "SELECT id FROM claim WHERE live = 1 AND speaker IN (SELECT value FROM json_each(?))", (_list(moved),)
    )
    return {row[0] for row in rows}


def known(db: Database, speaker_ids: Iterable[int]) -> dict[int, str]:
    """Return for each speaker a name that stands for all of them, in the order asked.

    Raises:
        UnknownRecordError: there is no such speaker.
    """
    found: dict[int, str] = {}
    for speaker_id in dict.fromkeys(speaker_ids):
        names = sorted(names_of(db, [speaker_id]))
        if not names:
            raise UnknownRecordError(f"There is no speaker {speaker_id} in this desk.")
        handle = db.value("SELECT handle FROM speaker WHERE id = ?", (speaker_id,))
        placed = expected({*names, *_sharing(db, names)}, hands(db))
        found[speaker_id] = next((name for name in names if placed[name].own == handle), names[0])
    return found


def names_of(db: Database, speaker_ids: Iterable[int]) -> set[str]:
    """Return the names that lead to these speakers."""
    return {row[0] for row in db.rows(f"SELECT name FROM alias WHERE speaker_id {IN_LIST}", (id_list(speaker_ids),))}


def refold_all(db: Database) -> None:
    """Bring every name of the desk to the log and the rule of today."""
    _write(db, _stored(db, "TRUE"), expected(_live(db), hands(db)))


def refold_if_outdated(db: Database) -> None:
    """Look at every name again if the rules are not those that the stored groups were made by."""
    made_by = fingerprint()
    if db.value("SELECT fingerprint FROM speaker_rules") != made_by:
        with db.atomic():
            refold_all(db)
            db.execute("DELETE FROM speaker_rules")
            db.execute("INSERT INTO speaker_rules VALUES (?)", (made_by,))


def is_sound(db: Database) -> bool:
    """Tell whether the stored groups are what they should be."""
    should = expected(_live(db), hands(db))
    rows = db.rows("SELECT a.name, s.handle, a.link FROM alias a JOIN speaker s ON s.id = a.speaker_id")
    return {(name, root, link) for name, root, link in rows} == {(n, p.root, str(p.link)) for n, p in should.items()}


def hands(db: Database) -> list[Hand]:
    """Return what people said of speakers and that is in effect, oldest first."""
    found = []
    for event in records.speaker_events(db):
        if isinstance(event.body, SpeakerJoined):
            found.append(Hand(event.body.name, event.body.into))
        elif isinstance(event.body, SpeakerParted):
            found.append(Hand(event.body.name, None))
    return found


def expected(names: Iterable[str], said: Iterable[Hand]) -> dict[str, Placed]:
    """Return where names should lead."""
    return grouped(sorted(names), said)


def _named_by(said: Iterable[Hand]) -> set[str]:
    return {name for hand in said for name in (hand.name, hand.into) if name is not None}


def _live(db: Database) -> set[str]:
    return {row[0] for row in db.rows("SELECT DISTINCT speaker FROM claim WHERE live = 1 AND speaker IS NOT NULL")}


def _names(db: Database, sql: str, names: Collection[str]) -> set[str]:
    return {row[0] for row in db.rows(sql, (_list(names),))}


def _sharing(db: Database, names: Iterable[str]) -> _Stored:
    """Return the stored names that have a last name or a handle with some of these."""
    forms = [form_of(name) for name in names]
    families, handles = {form.family for form in forms} - {None}, {form.handle for form in forms}
    return _stored(
        db,
        "family IN (SELECT value FROM json_each(?)) OR handle IN (SELECT value FROM json_each(?))",
        (_list(families), _list(handles)),
    )


def _stored(db: Database, where: str, values: tuple[str, ...] = ()) -> _Stored:
    rows = db.rows(f"SELECT name, handle, family, link, speaker_id FROM alias WHERE {where}", values)
    return {row[0]: row[1:] for row in rows}


def _write(db: Database, stored: _Stored, should: Mapping[str, Placed]) -> set[str]:
    """Make the stored names of a scope equal to what they should be; return those that changed."""
    forms = {name: form_of(name) for name in should}
    numbers = _numbers(db, {placed.root for placed in should.values()})
    rows = {
        name: (forms[name].handle, forms[name].family, str(placed.link), numbers[placed.root])
        for name, placed in should.items()
    }
    gone = [(name,) for name in stored if name not in rows]
    new = [(name, *row) for name, row in rows.items() if stored.get(name) != row]
    db.executemany("DELETE FROM alias WHERE name = ?", gone)
    db.executemany("INSERT OR REPLACE INTO alias VALUES (?, ?, ?, ?, ?)", new)
    changed = {row[0] for row in gone} | {row[0] for row in new}
    touched = {rows[name][-1] for name in changed if name in rows} | {
        stored[name][-1] for name in changed if name in stored
    }
    _describe(db, touched)
    return changed


def _numbers(db: Database, roots: Collection[str]) -> dict[str, int]:
    """Return the speakers' numbers by their handles; new handles get new numbers."""
    db.executemany("INSERT OR IGNORE INTO speaker(handle, name) VALUES (?, '')", [(root,) for root in sorted(roots)])
    rows = db.rows("SELECT handle, id FROM speaker WHERE handle IN (SELECT value FROM json_each(?))", (_list(roots),))
    return dict(rows)


def _describe(db: Database, speakers: Collection[int]) -> None:
    """Name speakers, and index the words they can be found by."""
    names: defaultdict[int, list[str]] = defaultdict(list)
    for speaker_id, name in db.rows(
        f"SELECT speaker_id, name FROM alias WHERE speaker_id {IN_LIST} ORDER BY name", (id_list(speakers),)
    ):
        names[speaker_id].append(name)
    handles: dict[int, str] = dict(db.rows(f"SELECT id, handle FROM speaker WHERE id {IN_LIST}", (id_list(names),)))
    shown = {speaker_id: _shown(db, speaker_id, handles[speaker_id], own) for speaker_id, own in names.items()}
    db.executemany("UPDATE speaker SET name = ? WHERE id = ?", [(name, number) for number, name in shown.items()])
    db.execute(f"DELETE FROM speaker_word WHERE speaker_id {IN_LIST}", (id_list(speakers),))
    words = {(word, n) for n, own in names.items() for name in (*own, shown[n]) for word in words_of(name)}
    db.executemany("INSERT INTO speaker_word VALUES (?, ?)", sorted(words))


def _shown(db: Database, speaker_id: int, handle: str, names: list[str]) -> str:
    """Return the name a speaker is shown by: a canonical one, else the shortest full one without titles.

    A name that means another speaker is not taken, so that a speaker can be asked for by the name that is shown.
    """
    forms = [form_of(name) for name in names]
    own = [form for form in forms if handle in (form.handle, f"={form.name}")] or _fullest(forms)
    best = sorted({form.shown for form in own if form.shown}, key=_plainness)
    for name in best:
        if db.value("SELECT 1 FROM alias WHERE name = ? AND speaker_id <> ?", (name, speaker_id)) is None:
            return name
    return own[0].name


def _fullest(forms: list[Form]) -> list[Form]:
    full = [form for form in forms if form.shape not in (Shape.BARE, Shape.INITIAL)]
    return full or forms


def _plainness(name: str) -> tuple[bool, int, bool, str]:
    """Sort mixed case before capitals, short before long, with accents before without."""
    return name.isupper() or name.islower(), len(name), name.isascii(), name


def _list(values: Iterable[str | None]) -> str:
    return json.dumps(sorted(v for v in values if v is not None), ensure_ascii=False)
